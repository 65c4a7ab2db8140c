"""Lời của buổi trình diễn."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "serving": "TRÌNH DIỄN: {points} điểm cầu giả lập, máy chủ tại {url}; mã điều phối {code}, mã thư ký {secretary}. Kết thúc: Ctrl+C.",
    "let-go": "Kịch bản dừng ở đây, từ nay do người điều phối; các điểm cầu vẫn tiếp tục. {why}",
    "no-longer-so": "Diễn biến hội nghị đã khác với kịch bản.",
    "ended": "Đã kết thúc trình diễn.",
    "not-in-order": "Trình diễn kết thúc mà nhật ký không được khép lại đúng cách; đề nghị kiểm tra ổ đĩa chứa {directory}.",
    "few-files": "Trình diễn cần {needed} kết nối và tệp cùng mở, hệ thống chỉ cho {allowed}; đề nghị nâng giới hạn (ulimit -n).",
    "bad-pace": "Nhịp {pace} không dùng được: ghi một số lớn hơn 0, ví dụ 1 (đúng thời gian thực) hoặc 10.",
}
