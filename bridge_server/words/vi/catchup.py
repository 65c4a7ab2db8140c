"""Bù giờ: các phương án rút ngắn chương trình."""

from typing import Final

WORDS: Final = {
    "minutes": "Số phút cần bù",
    "about": "{pace}. Chương trình chỉ thay đổi khi đã chọn một phương án.",
    "submit": "Xem phương án",
    "reason": "bù {duration}",
    "title": "Bù {duration}: chọn một phương án",
    # phương án
    "spread": "Rút ngắn đều các lượt còn lại và thảo luận",
    "spread-slots": "Rút ngắn đều các lượt còn lại",
    "breaks": "Rút ngắn giải lao",
    "breaks-discussion": "Rút ngắn giải lao, rồi thảo luận",
    "discussion": "Rút ngắn thảo luận",
    "out-one": "Bỏ một nội dung",
    "out": "Bỏ {count} nội dung",
    "together": "Kết hợp mọi cách",
    "end": "kết thúc {after} thay vì {before}",
    "start": "nội dung {no} bắt đầu {after} thay vì {before}",
    "gains": "{end}, bù {duration}",
    "gains-less": "{end}, chỉ bù được {duration}",
    "slot": "lượt của {name}",
    "slots": "{count} lượt chưa phát biểu, mỗi lượt",
    "from-to": "{before} còn {after}",
    "taken-out": "bỏ (đang là {before})",
    "most": "Không thể bù đủ {asked}; nhiều nhất được {most} (phương án {number}).",
    "keys": "↑ ↓ chọn · Enter thực hiện · Esc giữ nguyên chương trình",
    # không được
    "nothing": "Không còn gì để rút ngắn. Giải lao tối thiểu, giờ của lãnh đạo và thời gian đã dùng được giữ nguyên.",
    "why-item": "Chưa tính được giờ kết thúc: nội dung {no} không có thời lượng dự kiến.",
    "why-end": "Chưa tính được giờ kết thúc; khi biết giờ họp tiếp xin thử lại.",
    "anew": "Chương trình vừa thay đổi: các phương án đã được tính lại, chưa làm gì.",
    "none-left": "Chương trình vừa thay đổi, không còn phương án nào; chưa làm gì.",
    # kết quả
    "done": "{sentence} Hoàn tác: bấm {press} {count} lần.",
    "done-one": "{sentence} Bấm {press} để hoàn tác.",
    "stopped": "Đã làm {done}/{count} thay đổi rồi dừng. {why} Phần đã làm vẫn có hiệu lực; muốn lấy lại: bấm {press} {done} lần.",
    "stopped-first": "Chưa thay đổi gì. {why}",
    "other-log": "Máy chủ vừa chuyển sang một nhật ký khác.",
    "moved": "{name} vừa được thay đổi.",
    "unsure": "Máy chủ chưa trả lời thay đổi tiếp theo; xem nhật ký diễn biến ({press}).",
    # dòng lệnh
    "row": "{name}: {times}",
    "number": "Phương án {number}. {name}: {gains}.",
    "no-such": "Không có phương án {number}; có {count} phương án.",
    "applied": "Đã làm {count} thay đổi: {end}.",
    "undo": "Hoàn tác: gửi lần lượt các lệnh sau bằng bridge-server send.",
    "stopped-plain": "Đã làm {done}/{count} thay đổi rồi dừng; phần đã làm vẫn có hiệu lực.",
    "only-host": "Chỉ mã của điều phối mới rút ngắn được chương trình; mã này là của {role}.",
}
