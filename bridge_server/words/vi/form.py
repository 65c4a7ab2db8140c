"""Lời của các ô nhập, tìm kiếm và xác nhận."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "spoken-once": "đã phát biểu",
    "spoken": "đã phát biểu {count} lần",
    # phím
    "key-space": "Cách",
    # tìm kiếm
    "search-hint": "Gõ vài chữ cái, có dấu hay không dấu đều được",
    "one-found": "1 kết quả",
    "found": "{count} kết quả",
    "all-shown": "{count} dòng, gõ để tìm",
    "first-shown": "{count} dòng đầu, gõ để tìm",
    "no-match": "Không tìm thấy: {query}. Đề nghị xoá bớt chữ.",
    "nothing-to-list": "Gõ vài chữ để tìm.",
    "nothing-to-choose": "Chưa có dòng nào để chọn. Đề nghị gõ lại.",
    "finder-keys": "↑ ↓ chọn · Enter lấy · Esc thoát",
    # ô nhập
    "needed": "Ô này không được để trống.",
    "too-long": "Dài quá {limit} ký tự, thừa {over} ký tự.",
    "not-a-number": "Ở đây cần một số nguyên.",
    "out-of-range": "Cần số từ {least} đến {most}.",
    "bad-moment": "Chưa hiểu giờ này. Gõ như 09:12, 9h12 hoặc 31/5/2024 09:12.",
    "understood": "{clock}, ngày {date}",
    "not-picked": "Đề nghị chọn một dòng trong danh sách.",
    "picked": "Đã chọn: {name}",
    "yes": "Có",
    "no": "Không",
    "take-by-number": "Alt+số: lấy câu có sẵn · ↓ vào danh sách",
    "ready": "Enter lấy câu này",
    "ready-prose": "F10 lấy câu này",
    "defect": "Ô nhập này gặp lỗi nên chưa gửi; nội dung đã nhập vẫn còn. Hội nghị không bị ảnh hưởng.",
    "defect-search": "Tìm kiếm gặp lỗi; hội nghị không bị ảnh hưởng.",
    "restored": "Nội dung gõ dở lần trước đã được giữ lại.",
    "leave-again": "Bấm Esc lần nữa để thoát; nội dung đã gõ được giữ lại cho lần sau.",
    "leave": "Thoát (Esc)",
    "keys-next": "Enter sang ô sau · Tab đổi ô · F10 xong · Esc thoát",
    "keys-submit": "Enter xong · Tab đổi ô · Esc thoát",
    "keys-only": "Enter xong · Esc thoát",
    "keys-prose": "Enter xuống dòng · Tab đổi ô · F10 xong · Esc thoát",
    # xác nhận
    "cancel": "Không (Esc)",
    "type-word": "Gõ {word} rồi bấm Enter để xác nhận (không cần dấu).",
    "wrong-word": "Chưa đúng chữ {word}, nên chưa làm gì.",
    "confirm-keys": "Tab hoặc ← → chọn · Enter làm · Esc không làm",
    "confirm-keys-space": "Tab hoặc ← → chọn · phím Cách làm · Esc không làm",
    "confirm-word-keys": "Enter xác nhận · Esc không làm",
    # trợ giúp
    "help-title": "Phím và thao tác",
    "help-hint": "Gõ để lọc, có dấu hay không dấu đều được",
    "help-none": "Không có thao tác nào khớp: {query}",
    "help-not-now": "lúc này chưa được: {reason}",
    "help-keys": "↑ ↓ PgUp PgDn cuộn · Esc thoát",
}
