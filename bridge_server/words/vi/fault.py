"""Lỗi trong tệp, bằng tiếng Việt."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "message-binary": "Thông điệp phải là văn bản JSON, không phải dữ liệu nhị phân.",
    # vị trí
    "line": "dòng {line}",
    "line-column": "dòng {line}, cột {column}",
    # loại giá trị và gợi ý, được chèn vào các câu khác
    "is-null": "giá trị trống (null)",
    "is-boolean": "đúng/sai (true hoặc false)",
    "is-whole": "số nguyên",
    "is-number": "số",
    "is-text": "chữ đặt trong ngoặc kép",
    "is-list": "danh sách [ ... ]",
    "is-object": "nhóm thông tin {{ ... }}",
    "is-instant": 'ngày giờ đặt trong ngoặc kép, ví dụ "2024-05-31T08:00:00+07:00"',
    "is-comma": "Thiếu dấu phẩy giữa hai mục, hoặc có dấu ngoặc chưa đóng.",
    "is-colon": "Thiếu dấu hai chấm sau tên trường.",
    "is-key": "Chỗ này phải là tên trường, đặt trong ngoặc kép.",
    "is-trailing": "Thừa dấu phẩy trước dấu đóng ngoặc; đề nghị bỏ đi.",
    "is-extra": "Sau phần kết thúc vẫn còn nội dung; mỗi tệp chỉ chứa một nhóm thông tin.",
    "is-string": "Có dấu ngoặc kép mở mà chưa đóng.",
    "is-control": "Trong ngoặc kép có dấu tab hoặc xuống dòng; đề nghị viết \\t, \\n hoặc dấu cách.",
    "is-escape": "Sau dấu gạch chéo ngược là ký tự không hợp lệ; nếu cần chính dấu này, đề nghị viết \\\\.",
    "is-value": "Chỗ này thiếu giá trị, hoặc giá trị chưa đặt trong ngoặc kép.",
    # cả tệp
    "empty-file": "Tệp không có nội dung.",
    "too-large": "Tệp lớn hơn {limit} MiB; đề nghị kiểm tra lại xem có đúng tệp không.",
    "not-utf8": "Dòng này không phải văn bản UTF-8. Đề nghị lưu lại tệp với bảng mã UTF-8.",
    "not-gzip": "Tệp có dạng nén gzip nhưng không giải nén được, có thể đã hỏng hoặc chép thiếu. Đề nghị chép lại tệp.",
    "not-json": "Từ chỗ này không đọc được tệp theo định dạng JSON. {hint}",
    "not-an-object": "Tệp phải chứa một nhóm thông tin {{ ... }}, nhưng hiện chứa {found}.",
    "too-deep": "Các dấu ngoặc lồng nhau quá {limit} cấp; đề nghị kiểm tra lại xem có đúng tệp không.",
    # trường và giá trị
    "repeated-key": "Trường “{key}” được ghi hai lần trong cùng một nhóm. Đề nghị chỉ giữ lại một.",
    "missing-field": "Thiếu trường “{field}”. Đề nghị bổ sung.",
    "unknown-field": "Ở đây không có trường “{field}”. Đề nghị sửa lại tên hoặc bỏ trường này.",
    "unknown-field-near": "Ở đây không có trường “{field}”. Có phải ý anh/chị là “{near}”?",
    "wrong-type": "Chỗ này phải là {expected}, nhưng đang là {found}.",
    "not-understood": "Giá trị này không dùng được ở đây (đang là {found}).",
    "not-a-number": "{value} không phải là số dùng được. Đề nghị ghi một số thông thường.",
    "not-a-pair": "Chỗ này cần đúng hai phần, nhưng đang có {length}.",
    "number-id": "Mã phải là chữ: đề nghị đặt {value} trong ngoặc kép. Ghi dạng số sẽ mất các số 0 ở đầu (“01” khác với 1).",
    "empty-text": "Nội dung này không được để trống.",
    "too-long": "Nội dung này dài {length} ký tự; tối đa là {limit} ký tự.",
    "too-small": "{value} là quá nhỏ; nhỏ nhất là {limit}.",
    "too-big": "{value} là quá lớn; lớn nhất là {limit}.",
    "unknown-choice": "Ở đây không dùng được “{value}”. Các giá trị được dùng: {choices}.",
    "unknown-choice-near": "Ở đây không dùng được “{value}”. Có phải ý anh/chị là “{near}”? Các giá trị được dùng: {choices}.",
    "bad-instant": '“{value}” không phải là ngày giờ hợp lệ. Đề nghị ghi theo mẫu "2024-05-31T08:00:00+07:00".',
    "no-offset": '“{value}” chưa cho biết múi giờ. Đề nghị ghi thêm múi giờ, ở Việt Nam là +07:00: "2024-05-31T08:00:00+07:00".',
    "bad-date": '“{value}” không phải là ngày hợp lệ. Đề nghị ghi năm-tháng-ngày, ví dụ "2024-05-17".',
    # mã và nơi mã chỉ đến
    "repeated-id": "Mã “{id}” đã dùng ở {other}. Đề nghị đổi một trong hai mã.",
    "reserved-id": "Mã “{id}” được dành riêng: đăng ký phát biểu sẽ mang mã r1, r2 ... Đề nghị chọn mã khác.",
    "unknown-point": "Không có điểm cầu “{point}” trong danh sách điểm cầu {roster}. Đề nghị kiểm tra lại mã hoặc danh sách.",
    "unknown-point-zeros": "Không có điểm cầu “{point}” trong danh sách điểm cầu {roster}, nhưng có “{near}”. "
    "Có thể bảng tính đã làm mất các số 0 ở đầu; đề nghị lưu cột này ở dạng văn bản.",
    "unknown-tier": "Không có cấp “{tier}” trong danh sách điểm cầu. Các cấp hiện có: {tiers}.",
    "unknown-agency": "Cơ quan “{named}” không có trong danh sách “agencies”. Đề nghị bổ sung vào danh sách hoặc sửa lại mã.",
    "unknown-agency-near": "Cơ quan “{named}” không có trong danh sách “agencies”. Có phải ý anh/chị là “{near}”?",
    "unknown-category": "Thành phần “{named}” không có trong danh sách “categories”. "
    "Đề nghị bổ sung vào danh sách hoặc sửa lại mã.",
    "unknown-category-near": "Thành phần “{named}” không có trong danh sách “categories”. Có phải ý anh/chị là “{near}”?",
    "slot-elsewhere": "Cơ quan “{agency}” dự tại điểm cầu “{sits}”, nhưng ở đây lại phát biểu từ “{point}”. "
    "Đề nghị ghi thống nhất hai chỗ.",
    "unknown-roster": "Không có danh sách điểm cầu “{roster}”. Các danh sách hiện có: {known}. "
    "Cũng có thể ghi đường dẫn đến một tệp danh sách.",
    # chương trình
    "no-items": "Chương trình chưa có nội dung nào. Đề nghị bổ sung ít nhất một nội dung.",
    "empty-group": "Nhóm tham luận này chưa có lượt nào. Đề nghị bổ sung, hoặc bỏ nhóm này.",
    "mixed-slots": "Một nội dung chỉ có người thực hiện, hoặc các nhóm, hoặc các lượt phát biểu riêng; "
    "nội dung này có nhiều hơn một: {fields}. Đề nghị chỉ giữ lại một.",
    "ends-before-start": "Thời gian kết thúc không sau thời gian bắt đầu. Đề nghị kiểm tra lại “starts_at” và “ends_at”.",
    "not-before-outside": "“not_before” nằm ngoài thời gian hội nghị. Đề nghị đối chiếu với “starts_at” và “ends_at”.",
    "minimum-above-plan": "Thời lượng tối thiểu {minimum} phút dài hơn thời lượng dự kiến {planned} phút.",
    # danh sách điểm cầu
    "no-points": "Danh sách chưa có điểm cầu nào. Đề nghị bổ sung ít nhất một điểm cầu.",
    "no-top": "Điểm cầu nào cũng có cấp trên, nên không có điểm cầu cao nhất. "
    "Đề nghị ghi “parent” của điểm cầu cao nhất là null.",
    "unknown-parent": "Điểm cầu cấp trên “{parent}” không có trong danh sách này. Đề nghị bổ sung hoặc sửa lại mã.",
    "own-parent": "Điểm cầu “{id}” đang là cấp trên của chính mình. Đề nghị ghi điểm cầu cấp trên, hoặc null nếu không có.",
    "parent-loop": "Các điểm cầu này là cấp trên của nhau theo vòng tròn: {loop}. Đề nghị sửa lại một “parent” trong số đó.",
    "wrong-count": "Tệp ghi cấp “{tier}” có {said} điểm cầu, nhưng đếm được {counted}. Đề nghị kiểm tra xem thiếu hay thừa.",
    # danh bạ
    "bad-csv": "Từ dòng này không đọc được bảng: có thể có dấu ngoặc kép mở mà chưa đóng.",
    "no-header": "Dòng đầu tiên phải ghi tên các cột: {columns}.",
    "missing-column": "Thiếu cột “{column}”. Đề nghị bổ sung.",
    "unknown-column": "Không có cột “{column}”. Các cột được dùng: {columns}.",
    "unknown-column-near": "Không có cột “{column}”. Có phải ý anh/chị là “{near}”?",
    "repeated-column": "Cột “{column}” có hai lần. Đề nghị chỉ giữ lại một.",
    "wrong-cells": "Dòng này có {count} ô, nhưng bảng có {columns} cột. "
    "Ô nào chứa dấu ngăn cách thì đề nghị đặt trong ngoặc kép.",
    "no-point": "Cột “point” ở dòng này còn trống. Đề nghị ghi mã điểm cầu.",
    "cell-too-long": "Cột “{column}” ở dòng này dài {length} ký tự; tối đa là {limit} ký tự.",
    "bad-phone": "“{phone}” không phải là số điện thoại: đề nghị ghi từ 8 đến 15 chữ số, dạng văn bản, giữa hai số ghi dấu “/”.",
    # dự thảo kết luận
    "no-drafts": "Tệp chưa có dự thảo nào: mỗi dòng ghi một kết luận, dòng bắt đầu bằng # là ghi chú.",
    "too-many-drafts": "Tệp có {count} dự thảo; tối đa là {limit}. Đề nghị tách thành nhiều tệp.",
    "draft-no-text": "Dòng này chưa có nội dung kết luận.",
    "draft-several": "“{words}” có thể là: {known}. Đề nghị ghi rõ tên.",
    "draft-no-such-day": "Không có ngày {day}. Đề nghị sửa lại thời hạn.",
    "draft-too-long": "Nội dung dài {length} ký tự; tối đa là {limit} ký tự.",
    "draft-name-too-long": "“{name}” dài {length} ký tự; tên cơ quan hoặc thời hạn tối đa là {limit} ký tự.",
    "draft-too-many-names": "Có {count} cơ quan phối hợp; tối đa là {limit}.",
    "message-too-large": "Tin gửi lên dài {length} byte; tối đa là {limit} byte.",
    "message-too-deep": "Các dấu ngoặc trong tin gửi lên lồng nhau quá {limit} cấp.",
    "message-not-json": "Tin gửi lên không phải là JSON: từ chỗ này không đọc được.",
    "message-no-object": "Tin gửi lên phải là một nhóm thông tin {{ ... }}, nhưng đang là {found}.",
    "unknown-message": "Không có lệnh hoặc tin nào tên là “{value}”. Danh sách đầy đủ: bridge-server schema commands.",
    "unknown-message-near": "Không có lệnh hoặc tin nào tên là “{value}”. Có phải ý anh/chị là “{near}”?",
}
