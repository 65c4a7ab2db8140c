"""Vì sao một thao tác chưa thực hiện được, và nên làm gì tiếp."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    # quyền
    "not-allowed": "Vai trò {role} không thực hiện được thao tác này; đề nghị liên hệ điều phối.",
    "not-your-point": "Nội dung này thuộc {name}; đề nghị dùng mã của điểm cầu đó, hoặc nhờ điều phối ghi giúp.",
    # mã không có
    "unknown-point": "Không có điểm cầu mã “{point}” trong danh sách điểm cầu; đề nghị kiểm tra lại mã.",
    "unknown-tier": "Danh sách điểm cầu không có cấp “{tier}”; các cấp hiện có: {known}.",
    "unknown-item": "Chương trình không có nội dung mã “{item}”; đề nghị chọn lại trong chương trình.",
    "unknown-slot": "Chương trình không có lượt phát biểu mã “{slot}”; đề nghị chọn lại trong chương trình.",
    "unknown-turn": "Không có lượt phát biểu mã “{turn}”; đề nghị chọn lại trong danh sách.",
    "unknown-agency": "Cơ quan “{agency}” không dự tại {name}; đề nghị chọn lại cơ quan hoặc điểm cầu.",
    "unknown-notice": "Không có tin nhắn điều phối mã “{notice}”; đề nghị tải lại trang.",
    "unknown-note": "Không có ghi chép mã “{note}”; đề nghị chọn lại.",
    "unknown-conclusion": "Không có kết luận mã “{conclusion}”; đề nghị chọn lại.",
    "unknown-category": "Thành phần đại biểu “{category}” không thuộc cấp của điểm cầu này; "
    "đề nghị chọn trong các thành phần: {known}.",
    "unknown-record": "Nhật ký không có bản ghi số {record}; đề nghị kiểm tra lại số.",
    # tình hình vừa thay đổi
    "overtaken": "Tình hình vừa thay đổi, hiện nay là: {now}; đề nghị xem lại rồi thao tác tiếp.",
    "overtaken-running": "Chương trình vừa chuyển sang {now}; đề nghị xem lại rồi thao tác tiếp.",
    "overtaken-running-none": "Nội dung trước vừa kết thúc, chưa có nội dung nào bắt đầu; đề nghị xem lại rồi thao tác tiếp.",
    "overtaken-speaking": "Hiện {now} đang phát biểu; đề nghị xem lại rồi thao tác tiếp.",
    "overtaken-speaking-none": "Lượt phát biểu trước vừa kết thúc, chưa có ai phát biểu; đề nghị xem lại rồi thao tác tiếp.",
    "overtaken-action": "Thao tác ở bản ghi số {now} đã dựa trên bản ghi số {seen}; đề nghị hoàn tác bản ghi số {now} trước.",
    # hội nghị
    "already-open": "Hội nghị đã bắt đầu từ {opened_at}, không cần bắt đầu lại.",
    "not-open": "Thao tác này chỉ thực hiện được khi hội nghị đang họp; hiện hội nghị {phase}.",
    "already-opened-once": "Thao tác này chỉ dùng trước khi hội nghị bắt đầu, mà hội nghị đã bắt đầu lúc {opened_at}; "
    "đề nghị điều chỉnh từng nội dung, tạm nghỉ hoặc họp tiếp.",
    "meeting-closed": "Hội nghị đã kết thúc lúc {closed_at}; nếu cần họp tiếp, đề nghị điều phối mở lại hội nghị.",
    "not-closed": "Hội nghị {phase} nên không cần mở lại.",
    "not-adjourned": "Hội nghị {phase}, không phải đang tạm nghỉ; chỉ họp tiếp được sau khi tạm nghỉ.",
    "in-the-future": "Giờ đã ghi ({said_at}) sau giờ hiện tại ({now_at}); đề nghị kiểm tra lại.",
    "in-the-past": "Giờ đã ghi ({said_at}) đã qua, bây giờ là {now_at}; đề nghị chọn một giờ sắp tới.",
    # chương trình
    "item-running": "{item} đang diễn ra từ {started_at}; nếu cần, đề nghị kết thúc nội dung này trước.",
    "item-not-running": "{item} hiện không diễn ra; đề nghị chọn nội dung đang diễn ra.",
    "item-skipped": "{item} đã được bỏ khỏi chương trình; nếu cần, đề nghị đưa trở lại chương trình trước.",
    "item-not-skipped": "{item} vẫn ở trong chương trình, không cần đưa trở lại.",
    "same-place": "{id} đã ở đúng vị trí này; đề nghị chọn vị trí khác.",
    "reason-needed": "Thao tác này cần có lý do; đề nghị ghi lý do rồi thực hiện lại.",
    "already-paused": "Đồng hồ đã tạm dừng từ {paused_at}; khi sẵn sàng, đề nghị bấm “Tiếp tục”.",
    "not-paused": "Đồng hồ không tạm dừng nên không cần tiếp tục.",
    "no-run": "Chưa có nội dung hay lượt phát biểu nào đang diễn ra để tạm dừng, hoặc đã diễn ra để sửa giờ.",
    "bad-correction": "Giờ {said_at} chưa phù hợp; đề nghị chọn từ {earliest_at} đến {latest_at}.",
    "lapsed": "Thao tác này thuộc về {what}, nay đã qua; nếu vẫn cần, đề nghị thực hiện lại.",
    # phát biểu
    "list-closed": "Đã hết giờ đăng ký lúc {closed_at}. Mời gửi ý kiến bằng văn bản.",
    "list-already-closed": "Danh sách đăng ký phát biểu đã đóng lúc {closed_at}, không cần đóng lại.",
    "list-already-open": "Danh sách đăng ký phát biểu đang mở, không cần mở lại.",
    "already-waiting": "{name} đã đăng ký phát biểu lúc {asked_at}, xin chờ đến lượt; "
    "muốn thay đổi thì rút đăng ký rồi đăng ký lại.",
    "already-speaking": "{name} đang phát biểu, không cần mời hoặc đăng ký lại.",
    "turn-over": "Lượt phát biểu của {name} ở trạng thái “{state}”, không thay đổi được nữa; "
    "nếu cần, đề nghị mời đích danh thêm một lượt.",
    "turn-not-waiting": "Lượt phát biểu của {name} ở trạng thái “{state}”, không phải đang chờ; đề nghị chọn lượt khác.",
    "turn-not-on-standby": "Lượt phát biểu của {name} ở trạng thái “{state}”; chỉ đưa về được lượt đang chuẩn bị phát biểu.",
    "turn-not-speaking": "Lượt phát biểu của {name} ở trạng thái “{state}”; đề nghị chọn lượt đang phát biểu.",
    "turn-not-held": "Lượt phát biểu của {name} ở trạng thái “{state}”; chỉ mời tiếp tục được lượt đang tạm dừng.",
    "turn-not-passed": "Lượt phát biểu của {name} ở trạng thái “{state}”; "
    "chỉ đưa trở lại được lượt tạm để lại sau hoặc chưa bố trí được.",
    "turn-withdrawn": "{name} đã rút đăng ký phát biểu lúc {withdrawn_at}; nếu vẫn cần nghe ý kiến, có thể mời đích danh.",
    "turn-removed": "Lượt phát biểu của {name} đã được hoàn tác; nếu cần, đề nghị thêm lại.",
    "not-a-request": "{name} không phát biểu theo đăng ký; đề nghị chọn một lượt trong danh sách đăng ký.",
    "not-a-slot": "{name} không phát biểu theo chương trình; đề nghị chọn một lượt trong chương trình.",
    "no-change": "Nội dung này đã được ghi nhận từ trước, không có gì thay đổi; không cần làm lại.",
    "other-item": "{id} thuộc nội dung khác ({item}); đề nghị chọn lượt khác, hoặc chuyển nội dung trước.",
    "hall-needs-no-ready": "{name} phát biểu tại hội trường nên không cần báo đã sẵn sàng.",
    # điểm danh
    "roll-closed": "Đã chốt điểm danh lúc {closed_at}; nếu cần sửa, đề nghị báo thư ký.",
    "roll-already-closed": "Đã chốt điểm danh lúc {closed_at}, không cần chốt lại.",
    "roll-not-closed": "Chưa chốt điểm danh nên không cần mở lại.",
    "not-checked-in": "{name} chưa được điểm danh có mặt; đề nghị điểm danh trước.",
    "paper-needs-time": "Điểm danh theo phiếu giấy cần có giờ ghi trên phiếu; đề nghị bổ sung.",
    "wrong-source": "Không ghi được theo cách “{source}”; đề nghị chọn: {allowed}.",
    "absent-cannot-count": "{name} báo vắng nên không có đại biểu; đề nghị bỏ số đại biểu và lãnh đạo, hoặc báo có mặt.",
    "counts-exceed-total": "Cộng các thành phần được {counted} đại biểu, nhiều hơn tổng số {total}; đề nghị kiểm tra lại.",
    "duplicate-category": "Thành phần đại biểu “{category}” được ghi hai lần; đề nghị gộp lại.",
    "leader-absent": "{name} báo lãnh đạo không dự nhưng có ghi tên; đề nghị bỏ tên, hoặc báo lãnh đạo có dự.",
    "no-fault": "{name} hiện không có sự cố “{kind}”; đề nghị kiểm tra lại loại sự cố.",
    "fault-known": "{name} đã báo “{kind}” từ {reported_at}, không cần báo lại; khi hết sự cố, đề nghị báo đã khắc phục.",
    # tin nhắn, ghi chép, kết luận
    "not-for-you": "{name} không thuộc nơi nhận của tin nhắn điều phối này nên không cần xác nhận.",
    "already-removed": "Ghi chép hoặc kết luận “{id}” đã được bỏ trước đó; nếu cần, đề nghị ghi mới.",
    "not-a-draft": "Kết luận “{conclusion}” không còn là dự thảo; nếu cần thay đổi, đề nghị sửa kết luận.",
    "bad-date": "“{date}” không phải là ngày hợp lệ; đề nghị ghi năm-tháng-ngày, ví dụ 2024-06-30.",
    "empty-text": "Chưa có nội dung; đề nghị nhập nội dung rồi gửi lại.",
    # hoàn tác, chương trình mới
    "not-undoable": "Không hoàn tác được bản ghi số {record}; chỉ hoàn tác được thao tác của điều phối về chương trình và phát biểu.",
    "already-undone": "Bản ghi số {record} đã được hoàn tác ở bản ghi số {by}; muốn làm lại, đề nghị hoàn tác bản ghi số {by}.",
    "other-roster": "Chương trình mới dùng danh sách điểm cầu “{roster}”, nhưng hội nghị này dùng “{own}”; "
    "đề nghị sửa lại, hoặc chuẩn bị hội nghị mới.",
    "duplicate-id": "Mã “{id}” được dùng hai lần; đề nghị đổi một trong hai mã.",
}
