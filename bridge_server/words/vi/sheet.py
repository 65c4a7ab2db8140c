"""Phiếu mã: in ra, cắt rời và giao cho từng điểm cầu."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "title": "Phiếu mã tham gia: {name}. {title}, {when}",
    "heading": "Phiếu mã tham gia: {name} ({count} phiếu)",
    "secret": "Ai có mã là vào được trang của điểm cầu đó. Đề nghị cắt theo đường đứt và giao mỗi phiếu cho đúng điểm cầu.",
    "when": "{clock}, {weekday}, {date}",
    "others": "Các điểm cầu khác",
    "step-1": "Quét mã QR; hoặc mở địa chỉ trên, nhập mã, bấm “{enter}”.",
    "step-2": "Đúng tên điểm cầu thì bấm “{yes}”, rồi điểm danh và bấm “{save}”.",
    "step-3": "Giữ trang mở suốt hội nghị; muốn phát biểu thì bấm “{ask}” trên trang.",
    "also": "nếu địa chỉ trên không vào được: {address}",
    "qr": "Mã QR của {name}",
    "support": "Cần hỗ trợ, xin gọi:",
    "by-hand": "……………………………………………",
    "list-title": "Danh sách mã tham gia: {title}, {when}",
    "list-secret": "Tài liệu mật: ai có mã là vào được với vai trò đó. Chỉ lưu tại bộ phận phụ trách hội nghị của tỉnh.",
    "roles": "Các vai trò",
    "col-id": "Số hiệu",
    "col-name": "Vai trò, điểm cầu",
    "col-code": "Mã tham gia",
    "col-link": "Đường dẫn",
}
