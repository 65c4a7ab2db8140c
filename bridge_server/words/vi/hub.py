"""Những câu máy chủ tự nói: từ chối của chính máy chủ và tình trạng ổ đĩa."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "full": "Chưa ghi nhận được: ổ đĩa của máy chủ đã đầy. Nội dung này chưa được lưu; đề nghị gửi lại sau ít phút.",
    "frozen": "Chưa xác nhận được: ổ đĩa của máy chủ gặp sự cố nên máy chủ không nhận thêm nội dung nào. Đề nghị báo cán bộ kỹ thuật.",
    "stopping": "Máy chủ đang dừng hoặc khởi động lại; nội dung này chưa được ghi nhận, đề nghị gửi lại sau ít giây.",
    "revoked": "Mã này vừa được thu hồi nên nội dung chưa được ghi nhận; đề nghị hỏi điều phối để nhận mã mới.",
    "internal": "Chưa ghi nhận được do lỗi của chương trình; những nội dung khác không bị ảnh hưởng. Đề nghị báo cán bộ kỹ thuật.",
    "disk-full": "Ổ đĩa của máy chủ đã đầy: vẫn xem được nhưng tạm thời chưa ghi nhận thêm. Máy chủ sẽ tự tiếp tục khi có chỗ.",
    "disk-frozen": "Ổ đĩa của máy chủ gặp sự cố: vẫn xem được nhưng không ghi nhận thêm. Đề nghị báo cán bộ kỹ thuật ngay.",
    "disk-open": "Máy chủ đã ghi nhận trở lại bình thường.",
}
