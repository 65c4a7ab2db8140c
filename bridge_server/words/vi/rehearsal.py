"""Những câu của buổi tổng duyệt tự động: từng bước, kết quả, và vì sao phải dừng."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "began": "TỔNG DUYỆT: {points} điểm cầu, máy chủ tại {url}; ghi vào {folder}, không ghi vào nhật ký của hội nghị.",
    "arrivals": "{clock}  các điểm cầu mở trang và điểm danh",
    "item": "{clock}  nội dung {no}: {title}",
    "closed": "{clock}  kết thúc hội nghị; mọi trang đang mở đều đã hiện như vậy",
    "checking": "Đối chiếu nhật ký với những gì từng máy đã nhận được …",
    "summary": """Tổng duyệt xong trong {seconds} giây (kịch bản số {seed}).
  {points} điểm cầu: {checked_in} đã báo cáo, {present} có mặt; {turns} lượt phát biểu; {records} bản ghi
  {acknowledged} thao tác đã được xác nhận, mất {lost}; thời gian chờ xác nhận: một nửa dưới {p50} ms, 99% dưới {p99} ms
  Mã trạng thái: {digest}
  Dựng lại từ nhật ký: {replay_digest}
  Nhật ký: {log}
  Xem lại: bridge-server show {folder}; bridge-server log {folder}""",
    "lost": "HỎNG: {lost} điều đã báo là được ghi nhận nhưng không có đúng như vậy trong {log}:",
    "miss-missing": "  thao tác {id} của {scope}: không có, đã báo là bản ghi {n}",
    "miss-twice": "  thao tác {id} của {scope}: có nhiều hơn một lần, đã báo là bản ghi {n}",
    "miss-elsewhere": "  thao tác {id} của {scope}: ở bản ghi khác, đã báo là bản ghi {n}",
    "miss-differs": "  bản ghi {n}: khác với bản đã gửi cho các bàn điều phối",
    "digests-differ": "HỎNG: dựng lại từ nhật ký được trạng thái khác với trạng thái của máy chủ ({replay_digest} thay vì {digest}).",
    "interrupted": "Tổng duyệt dừng giữa chừng theo yêu cầu; phần đã diễn ra ở trong {folder}.",
    "no-way-in": "Tổng duyệt dừng: {who} không vào được máy chủ ({why}).",
    "not-connected": "Tổng duyệt dừng: {who} chưa kết nối nên không gửi được {command}.",
    "no-answer": "Tổng duyệt dừng: {who} gửi {command}, sau {seconds} giây chưa có trả lời.",
    "line-broke": "Tổng duyệt dừng: {who} mất kết nối khi đang gửi {command} ({why}).",
    "refused": "Tổng duyệt dừng: {who} gửi {command} và không được chấp nhận ({answer}): {text}",
    "not-refused": "Tổng duyệt dừng: {who} gửi {command}, lẽ ra không được chấp nhận ({expected}), nhưng đã thành bản ghi {n}.",
    "not-shown": "Tổng duyệt dừng: {who} chờ {seconds} giây mà chưa thấy {what}.",
    "chain-broken": "Tổng duyệt dừng: {who} nhận được một dòng nhật ký không nối tiếp bản ghi {n}.",
    "console-differs": "Tổng duyệt dừng: {who} có trạng thái khác với máy chủ ở bản ghi {n}.",
    "few-files": "Tổng duyệt cần {needed} kết nối và tệp cùng mở, hệ thống chỉ cho {allowed}; đề nghị nâng giới hạn (ulimit -n).",
    "defect": "Tổng duyệt dừng: máy chủ gặp lỗi của chương trình ({what}); xem {log}.",
    "bad-pace": "Nhịp {pace} không dùng được: ghi một số lớn hơn 0, ví dụ 1 (đúng thời gian thực) hoặc 60.",
}
