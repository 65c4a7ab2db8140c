"""What people say and write in a rehearsal, in the language of the meetings it is for. All of it is data of the meeting."""

from typing import Final

SUBJECTS: Final = (
    "số hóa hồ sơ và trả kết quả thủ tục hành chính đúng hẹn",
    "hạ tầng mạng phục vụ dịch vụ công trực tuyến ở những thôn chưa có sóng",
    "công khai quy hoạch, kế hoạch sử dụng đất ở cơ sở",
    "bố trí công chức tại Bộ phận Tiếp nhận và Trả kết quả",
    "lấy ý kiến người dân khi thu hồi đất và bố trí tái định cư",
    "chế độ đối với người hoạt động không chuyên trách ở thôn, tổ dân phố",
    "hướng dẫn người cao tuổi nộp hồ sơ và thanh toán trực tuyến",
    "tiếp công dân và giải quyết kiến nghị của cử tri",
    "nước sinh hoạt và thu gom rác thải ở khu dân cư nông thôn",
    "tuyên truyền để người dân tham gia khảo sát mức độ hài lòng",
    "phối hợp khi giải quyết hồ sơ liên thông nhiều cấp",
    "trang thiết bị và đường truyền của điểm cầu",
    "chữ ký số và tài khoản định danh khi nộp hồ sơ trực tuyến",
    "hồ sơ đất đai quá hạn và việc xin lỗi bằng văn bản",
    "phòng, chống tham nhũng vặt và thái độ phục vụ của công chức",
    "nguồn kinh phí sửa chữa trụ sở và nhà văn hóa thôn",
)
OPINIONS: Final = (
    "Đề nghị cấp trên sớm hướng dẫn số hóa hồ sơ lưu trữ và hỗ trợ máy quét cho địa phương, "
    "vì hiện nay công chức phải làm ngoài giờ mà vẫn chưa hết hồ sơ cũ.",
    "Đề nghị bố trí thêm trạm phát sóng cho các thôn chưa có mạng; người dân phải đi xa mới nộp được hồ sơ trực tuyến.",
    "Kiến nghị rút ngắn thời gian lấy ý kiến giữa các cơ quan khi giải quyết hồ sơ đất đai, "
    "đồng thời công khai rõ hồ sơ đang ở khâu nào để người dân theo dõi.",
)
NOTES: Final = (
    "Nêu rõ tỷ lệ hồ sơ đúng hạn, nguyên nhân của số còn lại và thời gian khắc phục.",
    "Kiến nghị hỗ trợ trang thiết bị; cam kết bố trí công chức trực đủ giờ.",
    "Thẳng thắn nhận trách nhiệm về các tiêu chí giảm điểm; có kế hoạch theo từng tháng.",
    "Giải trình chậm công khai quy hoạch; sẽ niêm yết lại tại trụ sở và nhà văn hóa thôn.",
    "Chia sẻ cách làm tổ công nghệ số cộng đồng đến từng nhà.",
    "Đề xuất cơ chế phối hợp để không phải hỏi lại người dân những giấy tờ đã có.",
    "Số liệu so với năm trước tăng, nhưng còn chênh lệch lớn giữa các địa bàn.",
    "Đề nghị gửi bổ sung báo cáo bằng văn bản cho thư ký.",
)
CONCLUSIONS: Final = (
    ("Tham mưu kế hoạch khắc phục các tiêu chí giảm điểm, phân công rõ đầu mối từng tiêu chí.", ("Nội vụ", "Thanh tra")),
    (
        "Rà soát, công khai đầy đủ thủ tục hành chính và phí, lệ phí tại nơi tiếp nhận hồ sơ.",
        ("Văn phòng UBND", "Tư pháp", "Tài chính"),
    ),
    (
        "Khắc phục hồ sơ đất đai quá hạn; cơ quan để quá hạn phải xin lỗi người dân bằng văn bản.",
        ("Môi trường", "Xây dựng"),
    ),
    (
        "Hỗ trợ trang thiết bị và đường truyền cho các điểm cầu còn khó khăn.",
        ("Thông tin và Truyền thông", "Khoa học và Công nghệ", "Viễn thông", "Viettel"),
    ),
    ("Tổng hợp các kiến nghị tại hội nghị, trả lời bằng văn bản cho từng địa phương.", ("Văn phòng UBND", "Nội vụ")),
)
"""What the chair concludes, each with words in the names of those it falls to: the first that there is leads, the others help."""
LEAVE: Final = (
    "lãnh đạo dự họp chuyên đề cùng giờ",
    "đang trực khắc phục sạt lở",
    "tiếp đoàn kiểm tra của cấp trên",
    "dự lễ phát động của cấp trên",
)
LATE: Final = ("xe hỏng dọc đường", "mất điện đầu giờ", "tiếp công dân đột xuất", "đường truyền của điểm cầu trục trặc")
EARLY: Final = ("đi cơ sở xử lý việc đột xuất", "dự lễ bế giảng của nhà trường", "dự cuộc họp khác theo giấy mời")
FAULTS: Final = (
    ("sound", "không nghe được tiếng từ hội trường"),
    ("picture", "hình ảnh bị đứng"),
    ("sound", "tiếng vọng lớn khi bật micro"),
    ("other", "màn hình chiếu không lên"),
    ("picture", "mất hình từ hội trường"),
)
MISTAKEN: Final = "điểm danh nhầm điểm cầu"
CORRECTED: Final = "điểm cầu đếm lại số đại biểu"
PHONED: Final = "trang điểm danh chưa mở được, đọc số liệu qua điện thoại"
PROMISED: Final = "đang trên đường đến điểm cầu"
SUBSTITUTE: Final = "đồng chí được phân công đi công tác đột xuất"
MOVED: Final = "đường truyền của điểm cầu chưa ổn định"
MOVED_IN_HALL: Final = "đại biểu trình bày xin lùi lại một lượt"
BROKEN: Final = "mất kết nối khi đang phát biểu"
REGULARLY: Final = "thường xuyên, báo cáo hằng quý"
ABOUT: Final = "Về {subject}: đề nghị cấp trên quan tâm, có hướng dẫn cụ thể và bố trí nguồn lực để địa phương thực hiện."
OVER: Final = "tổng duyệt xong"
CUT_SHORT: Final = "tổng duyệt dừng giữa chừng"
SHOWN: Final = "kết thúc trình diễn"
PAUSE: Final = "mất tiếng tại hội trường, đang khắc phục"
MORE_TIME: Final = "còn nhiều ý kiến đăng ký"
FINISH_POINT: Final = "nêu nốt kiến nghị"
NO_TIME: Final = "hết thời gian dành cho thảo luận"
CHECK: Final = "Đề nghị các điểm cầu thử âm thanh, hình ảnh và điểm danh xong trước {clock}."
REGISTER: Final = "Mời các điểm cầu đăng ký phát biểu thảo luận, nêu rõ vấn đề và người phát biểu."
MICROPHONES: Final = "Đề nghị tắt micro khi không phát biểu; đại diện điểm cầu giới thiệu họ tên, chức vụ trước khi phát biểu."
WRITE: Final = "Điểm cầu chưa được phát biểu xin gửi ý kiến bằng văn bản trong ngày hôm nay để thư ký tổng hợp."
COME_BACK: Final = "Giờ giải lao sắp hết, đề nghị đại biểu trở lại phòng họp và bấm “Đã trở lại”."
