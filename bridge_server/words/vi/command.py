"""Dòng lệnh `bridge-server`: trợ giúp, thông báo và lỗi."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "app": """Điểm Cầu: điều phối hội nghị trực tuyến nhiều điểm cầu trên một nhật ký bền vững.

Mã thoát: 0 xong; 2 dữ liệu sai; 3 không được chấp nhận; 4 không tới được máy chủ; 74 lỗi đĩa.

$ bridge-server check-agenda agenda.json
$ bridge-server prepare agenda.json --session hop
$ bridge-server show hop""",
    "check-agenda": """Kiểm tra tệp chương trình, danh sách điểm cầu và danh bạ.

Mọi lỗi được nêu cùng một lúc, mỗi lỗi kèm vị trí và cách sửa.

$ bridge-server check-agenda agenda.json
$ bridge-server check-agenda agenda.json --roster quang-nam-2025
$ bridge-server check-agenda agenda.json --json""",
    "prepare": """Chuẩn bị thư mục phiên họp từ tệp chương trình.

Tệp contacts.csv (point, name, post, phones) đặt cạnh tệp chương trình sẽ được đưa vào cùng. Thư mục có thể chép sang máy khác:
mọi mã vẫn dùng được.

$ bridge-server prepare agenda.json --session hop
$ bridge-server prepare agenda.json --session hop --roster danh-sach.json
$ bridge-server prepare agenda.json --session hop --public-url https://hop.example.vn --port 8024""",
    "show": """Cho xem hội nghị tại một thời điểm bất kỳ của nhật ký.

$ bridge-server show hop
$ bridge-server show hop --at 45
$ bridge-server show hop --at 09:12
$ bridge-server show hop --at "31/5/2024 09:12"
$ bridge-server show hop --json""",
    "log": """Kể lại diễn biến: mỗi sự kiện một câu, kèm số bản ghi và giờ.

$ bridge-server log hop
$ bridge-server log hop --json | head""",
    "verify": """Kiểm tra nhật ký có nguyên vẹn không, và một mã đầu nhật ký đã in có còn đúng không.

$ bridge-server verify hop
$ bridge-server verify hop --head 45:0123456789abcdef
$ bridge-server verify hop --json""",
    "continue": """Tiếp tục một nhật ký trên đĩa khác, khi đĩa cũ đã hỏng.

Bản ghi, mã và danh bạ đi theo sang thư mục mới. Sau lỗi ghi đĩa, nên nêu mã đầu nhật ký cuối cùng mà màn hình điều phối đã hiện.

$ bridge-server continue hop --into /media/usb/hop
$ bridge-server continue hop --into hop2 --head 45:0123456789abcdef""",
    "schema": """In JSON Schema của các tệp, lệnh, bản ghi và khung tin.

$ bridge-server schema agenda
$ bridge-server schema commands
$ bridge-server schema""",
    "option-lang": "Ngôn ngữ: vi hoặc en (cũng đặt được bằng BRIDGE_LANG).",
    "option-json": "In kết quả dạng JSON cho chương trình khác đọc.",
    "option-file": "Tệp chương trình.",
    "option-agenda": "Tệp chương trình; không ghi thì là agenda.json.",
    "option-session": "Thư mục phiên họp sẽ được tạo.",
    "option-directory": "Thư mục phiên họp, hoặc chính tệp nhật ký.",
    "option-roster": "Dùng danh sách điểm cầu này thay cho danh sách mà chương trình nêu: tên có sẵn hoặc đường dẫn.",
    "option-public-url": "Địa chỉ mà các điểm cầu mở, in trên phiếu mã.",
    "option-also-url": "Địa chỉ dự phòng; ghi nhiều lần được.",
    "option-port": "Cổng của máy chủ; không ghi thì là 8024.",
    "option-at": "Số bản ghi (45), giờ (09:12, 09:12:30) hoặc ngày giờ (31/5/2024 09:12).",
    "option-head": "Mã đầu nhật ký, dạng SỐ:MÃ BĂM (ít nhất 16 ký tự của mã băm).",
    "option-into": "Thư mục mới, chưa có hoặc còn trống.",
    "option-what": "agenda, roster, commands, records hoặc frames; không ghi thì in tất cả.",
    "metavar-lang": "vi|en",
    "metavar-session": "THƯ_MỤC",
    "metavar-roster": "TÊN",
    "metavar-public-url": "URL",
    "metavar-also-url": "URL",
    "metavar-port": "SỐ",
    "metavar-at": "THỜI_ĐIỂM",
    "metavar-head": "SỐ:MÃ",
    "metavar-into": "THƯ_MỤC",
    "metavar-file": "TỆP",
    "metavar-agenda": "TỆP",
    "metavar-directory": "THƯ_MỤC",
    "metavar-what": "TÊN",
    "help-0": "Cách dùng:",
    "help-1": "Tùy chọn:",
    "help-2": "Tham số:",
    "help-3": "Lệnh:",
    "help-4": "Hiện trợ giúp này rồi thoát.",
    "help-5": "[bắt buộc]",
    "help-6": "[TÙY_CHỌN]",
    "help-7": "LỆNH [THAM_SỐ]...",
    "bad-language": "Không có ngôn ngữ “{value}”. Dùng được: vi, en.",
    "missing-argument": "Thiếu {name}.",
    "no-such-option": "Không có tùy chọn {name}.",
    "no-such-command": "Không có lệnh “{name}”.",
    "bad-value": "Giá trị của {name} không dùng được.",
    "bad-usage": "Lệnh viết chưa đúng: có thể thừa một tham số.",
    "see-help": "Xem: {command} --help",
    "faults": "{file}: có {count} lỗi cần sửa:",
    "checked": """Chương trình dùng được: {title}
  {items} nội dung, {groups} nhóm tham luận, {slots} tham luận của {agencies} cơ quan, {categories} thành phần được mời
  danh sách điểm cầu {roster}: {points} điểm cầu; danh bạ: {contacts} dòng""",
    "prepared": "Đã chuẩn bị phiên họp trong {directory}: {points} điểm cầu.",
    "prepared-already": "{directory} đã được chuẩn bị từ trước với chương trình này ({points} điểm cầu); mã không đổi, địa chỉ và danh bạ nêu lần này đã được cập nhật.",
    "continued-without-codes": "{into} tiếp tục {directory} từ sau bản ghi {record}, nhưng mã của các điểm cầu không đi theo được: cần cấp mã mới.",
    "left-behind": "Không đưa theo được: {files}. Nhật ký thì đầy đủ.",
    "continued": "{into} tiếp tục {directory} từ sau bản ghi {record}. Mã của các điểm cầu không đổi.",
    "verified": """Nhật ký nguyên vẹn: {records} bản ghi.
  Mã đầu nhật ký: {head}
  Mã trạng thái:  {digest}""",
    "head-does-not-hold": "Mã đầu nhật ký {head} KHÔNG còn đúng: nhật ký này không chứa bản ghi đó, hoặc nó đã bị viết lại.",
    "no-records": "Nhật ký chưa có bản ghi nào.",
    "no-such-file": "Không có tệp {path}. Đề nghị kiểm tra lại đường dẫn.",
    "cannot-read": "Không đọc được {path}: {reason}.",
    "is-a-mount": "{path} là gốc của một ổ đĩa, không thay được. Đề nghị chọn một thư mục mới bên trong.",
    "cannot-write": "Không ghi được {path}: {reason}.",
    "no-such-directory": "Không có {path}. Đề nghị kiểm tra lại đường dẫn, hoặc chuẩn bị phiên họp bằng bridge-server prepare.",
    "not-a-session": "{path} không phải là thư mục phiên họp. Đề nghị chuẩn bị bằng bridge-server prepare.",
    "already-exists": "{path} đã có và chứa thứ khác; không ghi đè. Đề nghị chọn thư mục khác cho --session hoặc --into.",
    "unknown-roster": "Không có danh sách điểm cầu “{roster}”. Có sẵn: {known}; hoặc ghi đường dẫn tới một tệp.",
    "bad-url": "“{url}” không phải là địa chỉ trang. Địa chỉ bắt đầu bằng http:// hoặc https://, không có tên người dùng, khoảng trắng, ? hay #.",
    "bad-port": "Cổng {port} không dùng được; chọn một số từ 0 đến 65535.",
    "bad-at": "Không hiểu thời điểm “{at}”. Ghi số bản ghi (45), giờ (09:12) hoặc ngày giờ (31/5/2024 09:12).",
    "at-out-of-range": "Nhật ký không có bản ghi {at}; bản ghi cuối là {last}.",
    "unknown-schema": "Không có “{what}”. Dùng được: {known}.",
    "torn": "Cuối nhật ký có {bytes} byte ghi dở, chưa hề được xác nhận; phần này được để riêng.",
    "newer-event": "Nhật ký có {count} sự kiện do phiên bản mới hơn ghi mà phiên bản này không hiểu (từ bản ghi {record}); \
trạng thái có thể chưa đủ. Đề nghị cập nhật chương trình.",
    "serve": """Chạy máy chủ của một phiên họp cho đến khi được dừng (Ctrl+C, hoặc bridge-server stop).

Ngoài máy này, máy chủ chỉ mở khi có TLS (--cert, --key) hoặc đứng sau một proxy có TLS. Với --supervise, máy chủ gặp lỗi được chạy lại ngay.

$ bridge-server serve hop
$ bridge-server serve hop --supervise --public-url https://hop.example.vn
$ bridge-server serve hop --host 0.0.0.0 --cert hop.pem --key hop.key
$ bridge-server serve hop --rehearsal""",
    "stop": """Dừng máy chủ của một phiên họp theo đúng trình tự.

$ bridge-server stop hop""",
    "codes": """Liệt kê mã tham gia của từng vai trò và từng điểm cầu; thu hồi một mã và cấp mã mới.

Mã được suy ra từ bí mật của phiên họp, không lưu ở đâu cả. Thu hồi có hiệu lực ngay, kể cả khi máy chủ đang chạy.

$ bridge-server codes hop
$ bridge-server codes hop --csv > ma.csv
$ bridge-server codes hop --sheets phieu --support "Văn phòng UBND tỉnh 0235 3852 739"
$ bridge-server codes hop --revoke 20335
$ bridge-server codes hop --revoke host""",
    "option-session-directory": "Thư mục phiên họp.",
    "option-host": "Địa chỉ để lắng nghe; không ghi thì chỉ máy này (127.0.0.1).",
    "option-cert": "Chứng thư TLS, tệp PEM.",
    "option-key": "Khóa riêng của chứng thư, tệp PEM.",
    "option-insecure-lan": "Vẫn mở ra mạng khi không có TLS: ai ở trên mạng cũng có thể đọc và sửa nội dung, kể cả mã.",
    "option-proxy": "Địa chỉ của proxy được tin khi nêu địa chỉ người gửi; ghi nhiều lần được.",
    "option-rehearsal": "Tổng duyệt: cùng các mã, nhật ký riêng.",
    "option-supervise": "Chạy lại máy chủ khi gặp lỗi (trừ lỗi đĩa).",
    "option-frame-once": "Đóng khung tin chung một lần cho mọi điểm cầu: nhanh hơn khi có rất nhiều điểm cầu, nhưng bỏ qua một lớp của thư viện.",
    "option-log-stderr": "Ghi nhật ký kỹ thuật (JSON) ra stderr thay vì tệp hub.log.",
    "option-revoke": "Thu hồi mã của vai trò (host, secretary, screen, mirror) hoặc của điểm cầu này và cấp mã mới.",
    "option-sheets": "Làm phiếu mã để in và gửi vào thư mục mới này: mỗi cấp trên một tệp, mỗi điểm cầu một mã QR, và danh sách cho tỉnh.",
    "option-support": "Nơi hỗ trợ và số điện thoại in trên phiếu; không ghi thì lấy từ danh bạ của điểm cầu chính.",
    "option-csv": "In dạng CSV cho bảng tính.",
    "metavar-session-directory": "THƯ_MỤC",
    "metavar-host": "ĐỊA_CHỈ",
    "metavar-cert": "TỆP",
    "metavar-key": "TỆP",
    "metavar-proxy": "ĐỊA_CHỈ",
    "metavar-sheets": "THƯ_MỤC",
    "metavar-support": "TÊN_VÀ_SỐ",
    "metavar-revoke": "VAI_TRÒ_HOẶC_ĐIỂM_CẦU",
    "serving": """Máy chủ đang chạy: {url} (tiến trình {pid}); {points} điểm cầu, {records} bản ghi.
  Điểm cầu tham gia tại: {public}
  Mã tham gia: bridge-server codes {directory}
  Dừng: bridge-server stop {directory}""",
    "serving-rehearsal": "TỔNG DUYỆT: ghi vào {folder}, không ghi vào nhật ký của hội nghị.",
    "no-reserve": "Lưu ý: ổ đĩa không còn đủ chỗ dự phòng để kết thúc hội nghị khi đầy đĩa; đề nghị giải phóng dung lượng.",
    "insecure-lan": "CẢNH BÁO: không có TLS. Ai ở trên mạng này cũng có thể đọc mọi nội dung, lấy mã và gửi thay điểm cầu; chỉ dùng trên mạng riêng đáng tin.",
    "not-without-tls": "Địa chỉ {host} mở ra mạng mà không có TLS: mã và nội dung có thể bị đọc trên đường đi. Đề nghị thêm --cert và --key, hoặc đặt sau proxy có TLS và dùng --host 127.0.0.1; nếu mạng riêng đáng tin thì thêm --insecure-lan.",
    "cert-and-key": "--cert và --key phải đi cùng nhau.",
    "bad-cert": "Không dùng được chứng thư {cert} với khóa {key}: {reason}.",
    "bad-proxy": "“{address}” không phải là địa chỉ IP của proxy.",
    "bad-secret": "{path} không còn là bí mật của phiên họp (64 chữ số thập lục phân). Đề nghị chép lại từ bản sao: mọi mã phụ thuộc vào tệp này.",
    "newer-events": "Nhật ký có sự kiện do phiên bản mới hơn ghi (từ bản ghi {record}); phiên bản này không thể chạy tiếp mà không hiểu sai. Đề nghị cập nhật chương trình.",
    "hub-runs": "Máy chủ của {path} đang chạy (tiến trình {pid}). Đề nghị dừng trước bằng bridge-server stop.",
    "no-hub": "Không có máy chủ nào đang chạy cho {directory}.",
    "not-a-hub": "{directory} đang được tiến trình {pid} sử dụng, nhưng đó không phải là máy chủ đã báo; đề nghị kiểm tra rồi tự dừng tiến trình đó.",
    "does-not-stop": "Tiến trình {pid} chưa dừng sau {seconds:.0f} giây; đề nghị kiểm tra trước khi buộc dừng.",
    "stopped": "Máy chủ đã dừng; nhật ký đã được niêm phong.",
    "stopped-frozen": "Máy chủ đã dừng sau sự cố đĩa. Không chạy lại trên đĩa này: tiếp tục sang nơi khác bằng bridge-server continue {directory} --into THƯ_MỤC_MỚI.",
    "crashed": "Máy chủ dừng bất thường (mã {code}); chạy lại sau {wait:.1f} giây.",
    "cannot-listen": "Không mở được cổng {port} tại {host}: {reason}. Đề nghị dừng chương trình đang dùng cổng này, hoặc chọn --port khác.",
    "codes-are-secret": "Ai có mã là vào được với vai trò đó: chỉ đưa mỗi mã cho đúng người. Thu hồi: --revoke.",
    "sheets-need-address": "Phiếu mã cần địa chỉ mà các điểm cầu mở. Đề nghị thêm --public-url https://…, hoặc ghi địa chỉ vào phiên họp bằng bridge-server prepare … --session {directory} --public-url https://…",
    "sheets-exist": "{path} đã có và chứa thứ khác; phiếu mới không được lẫn với phiếu cũ. Đề nghị xóa phiếu cũ trước, hoặc chọn thư mục khác cho --sheets.",
    "sheets-alone": "--sheets không đi cùng --revoke và --csv. Đề nghị chạy lần lượt từng lệnh.",
    "support-needs-sheets": "--support chỉ dùng cùng --sheets.",
    "sheets-no-support": "Lưu ý: danh bạ không có số điện thoại của điểm cầu chính; trên phiếu có dòng chấm để ghi tay. Muốn in sẵn: --support.",
    "sheets-support": 'Số hỗ trợ in trên mọi phiếu, lấy từ danh bạ của điểm cầu chính: {support}. Muốn in số khác: --support; để dòng chấm: --support "".',
    "support-long": "Dòng hỗ trợ dài {length} ký tự; trên phiếu chỉ đủ chỗ cho {limit}. Đề nghị rút gọn --support.",
    "sheets-being-made": "Đang làm phiếu cho {points} điểm cầu; việc này mất một lúc.",
    "sheets-made": "Đã làm {sheets} tệp phiếu và mã QR của {points} điểm cầu trong {path}, kèm danh sách cho tỉnh (danh-sach).",
    "no-such-holder": "Không có vai trò hay điểm cầu “{holder}”. Vai trò: {roles}; điểm cầu thì ghi mã, ví dụ 20335.",
    "revoked": "Đã thu hồi mã cũ của {holder}; trên đây là mã mới.",
    "rehearsal-runs": "{directory} đang tổng duyệt; đề nghị dừng tổng duyệt trước khi thu hồi mã của hội nghị.",
    "hub-silent": "Máy chủ tại {url} không trả lời; chưa chắc nội dung đã được ghi nhận. Đề nghị xem lại rồi thử lại.",
    "check-in": """Điểm danh cho điểm cầu của mình, hoặc thay cho một điểm cầu trực thuộc.

Không bắt buộc ghi gì thêm: chỉ riêng lệnh này đã báo có mặt. Ghi lại lần nữa là sửa; mọi lần ghi đều được giữ. Địa chỉ và mã lấy từ --url, --code hoặc BRIDGE_URL, BRIDGE_CODE.

$ export BRIDGE_URL=https://hop.example.vn/#MÃ
$ bridge-server check-in
$ bridge-server check-in --total 9 --leader "Nguyễn Văn A" --post "Chủ tịch UBND xã"
$ bridge-server check-in --leave --reason "Trùng kỳ họp HĐND"
$ bridge-server check-in --point 20335 --total 7
$ bridge-server check-in --total 9 --outbox ~/diem-danh.txt""",
    "void": """Hủy một lần điểm danh ghi nhầm; các lần ghi trước vẫn được giữ trong nhật ký.

$ bridge-server void
$ bridge-server void --reason "Ghi nhầm điểm cầu" --point 20335""",
    "ask": """Đăng ký phát biểu về nội dung đang diễn ra.

$ bridge-server ask --speaker "Nguyễn Văn A" --post "Chủ tịch UBND xã" --subject "Hạ tầng công nghệ thông tin cấp xã"
$ bridge-server ask""",
    "withdraw": """Rút đăng ký phát biểu; không ghi lượt nào thì là đăng ký đang chờ của điểm cầu.

$ bridge-server withdraw
$ bridge-server withdraw r3""",
    "ready": """Báo đã sẵn sàng khi được mời chuẩn bị phát biểu.

$ bridge-server ready
$ bridge-server ready r3""",
    "back": """Báo điểm cầu đã trở lại sau giải lao.

$ bridge-server back""",
    "opinion": """Gửi ý kiến bằng văn bản; ghi - để lấy từ tệp hoặc từ chương trình khác.

$ bridge-server opinion "Đề nghị tỉnh bố trí kinh phí nâng cấp đường truyền."
$ bridge-server opinion - < y-kien.txt
$ bridge-server opinion - --outbox ~/y-kien-cho-gui.txt < y-kien.txt""",
    "fault": """Báo sự cố âm thanh (sound), hình ảnh (picture) hoặc sự cố khác (other); thêm --clear khi đã khắc phục.

$ bridge-server fault sound
$ bridge-server fault other "Mất điện, đang chạy máy nổ"
$ bridge-server fault sound --clear""",
    "drafts": """Nạp dự thảo kết luận từ tệp văn bản: mỗi dòng một dự thảo, dòng bắt đầu bằng # là ghi chú.

Một dòng ghi như thư ký gõ: giao ai, làm gì; phối hợp với ai; thời hạn. Dòng nào sai được nêu số dòng và lý do trước khi gửi bất cứ gì; dự thảo đã có thì không nạp lại.

$ bridge-server drafts du-thao.txt --url https://hop.example.vn --code MÃ_THƯ_KÝ
$ echo 'giao Sở Nội vụ tổng hợp kiến nghị; trước 15/6' | bridge-server drafts -""",
    "send": """Gửi một lệnh bất kỳ dạng JSON của khung tin (xem: bridge-server schema commands).

Lệnh của điều phối và thư ký không bao giờ được tự gửi lại: khi không có trả lời, nhật ký được xem và kết quả được nói rõ. Chỉ ghi --outbox thì gửi những nội dung đang giữ lại.

$ bridge-server send '{{"type": "OpenMeeting"}}'
$ bridge-server send - < lenh.json
$ bridge-server send @agenda.json
$ bridge-server send --outbox ~/diem-danh.txt""",
    "watch": """Theo dõi hội nghị: mỗi diễn biến một dòng, cho đến khi được dừng (Ctrl+C). Đọc được bằng trình đọc màn hình.

Mã điều phối, thư ký, máy dự phòng: kể theo nhật ký. Mã điểm cầu, màn hình: kể những gì thay đổi. Mất kết nối thì tự kết nối lại.

$ bridge-server watch
$ bridge-server watch --plain
$ bridge-server watch --last 20
$ bridge-server watch --json""",
    "catch-up": """Bù thời gian bị chậm: các cách rút ngắn chương trình để kết thúc sớm hơn bấy nhiêu phút.

Mỗi phương án nói rõ giờ trước và sau, kèm các lệnh JSON để gửi lần lượt bằng bridge-server send; chưa thay đổi gì nếu không có --apply. Có thư mục phiên họp thì tự tìm máy chủ và mã điều phối.

$ bridge-server catch-up hop --minutes 12
$ bridge-server catch-up hop --minutes 12 --apply 2
$ bridge-server catch-up --url https://hop.example.vn --minutes 12 --json""",
    "option-minutes": "Số phút cần bù.",
    "option-apply": "Thực hiện phương án có số này (tính lại vào lúc đó).",
    "metavar-minutes": "SỐ_PHÚT",
    "metavar-apply": "SỐ",
    "option-url": "Địa chỉ máy chủ, có thể kèm mã sau dấu #; không ghi thì lấy BRIDGE_URL.",
    "option-code": "Mã tham gia; không ghi thì lấy từ địa chỉ hoặc BRIDGE_CODE.",
    "option-outbox": "Tệp giữ lại những gì chưa gửi được; lần sau có --outbox này sẽ gửi trước, mỗi nội dung đúng một lần.",
    "option-total": "Tổng số đại biểu có mặt.",
    "option-count": "Số đại biểu của một thành phần, ví dụ X01=3; ghi nhiều lần được.",
    "option-leader": "Họ tên lãnh đạo dự.",
    "option-post": "Chức vụ.",
    "option-in-place-of": "Dự thay ai.",
    "option-no-leader": "Không có lãnh đạo dự.",
    "option-online": "Tham dự trực tuyến, không tập trung tại phòng họp.",
    "option-absent": "Vắng không lý do.",
    "option-leave": "Vắng có lý do.",
    "option-operator": "Họ tên người trực điểm cầu.",
    "option-child": "Mã điểm cầu trực thuộc được báo thay; không ghi thì là điểm cầu của mình.",
    "option-point": "Mã điểm cầu; cần ghi khi dùng mã của điều phối hoặc thư ký.",
    "option-agency": "Mã cơ quan tại điểm cầu chính.",
    "option-source": "Biết qua đâu, cho điều phối và thư ký: hall (hội trường), phone (điện thoại), paper (phiếu giấy).",
    "option-made-at": "Giờ ghi trên phiếu hoặc giờ được báo, ví dụ 07:30.",
    "option-reason": "Lý do.",
    "option-subject": "Nội dung muốn phát biểu.",
    "option-speaker": "Họ tên người phát biểu.",
    "option-turn": "Mã lượt phát biểu; chỉ cần ghi khi có nhiều lượt.",
    "option-text": "Ý kiến; ghi - để đọc từ đầu vào chuẩn.",
    "option-kind": "sound (mất tiếng), picture (mất hình) hoặc other (sự cố khác).",
    "option-fault-text": "Mô tả thêm.",
    "option-clear": "Đã khắc phục.",
    "option-drafts-file": "Tệp dự thảo; ghi - để đọc từ đầu vào chuẩn.",
    "metavar-drafts-file": "TỆP",
    "option-command": "Lệnh dạng JSON; ghi - để đọc từ đầu vào chuẩn, @TỆP để đọc từ tệp. Tệp chương trình thì thay toàn bộ chương trình.",
    "option-id": "Mã của lệnh (8 đến 64 ký tự): gửi lại với cùng mã thì không bị ghi hai lần.",
    "option-adopt": "Gửi cả những gì được giữ lại bằng mã khác.",
    "option-plain": "Chỉ in từng dòng, không có dòng trạng thái ở cuối màn hình.",
    "option-last": "Khi bắt đầu chỉ kể bấy nhiêu bản ghi cuối (theo nhật ký).",
    "metavar-url": "URL",
    "metavar-code": "MÃ",
    "metavar-outbox": "TỆP",
    "metavar-total": "SỐ",
    "metavar-count": "MÃ=SỐ",
    "metavar-leader": "HỌ_TÊN",
    "metavar-post": "CHỨC_VỤ",
    "metavar-in-place-of": "NGƯỜI_ĐƯỢC_THAY",
    "metavar-operator": "HỌ_TÊN",
    "metavar-child": "ĐIỂM_CẦU",
    "metavar-point": "ĐIỂM_CẦU",
    "metavar-agency": "CƠ_QUAN",
    "metavar-source": "NGUỒN",
    "metavar-made-at": "GIỜ",
    "metavar-reason": "LÝ_DO",
    "metavar-subject": "NỘI_DUNG",
    "metavar-speaker": "HỌ_TÊN",
    "metavar-turn": "LƯỢT",
    "metavar-text": "Ý_KIẾN",
    "metavar-kind": "LOẠI",
    "metavar-fault-text": "MÔ_TẢ",
    "metavar-command": "LỆNH",
    "metavar-id": "MÃ_LỆNH",
    "metavar-last": "SỐ",
    "rehearse": """Tổng duyệt tự động: cho cả hội nghị diễn ra từ đầu đến cuối với máy chủ thật và mỗi điểm cầu một máy khách thật.

Thư mục chưa chuẩn bị thì được chuẩn bị; đã là phiên họp thì không cần nêu tệp chương trình. Mỗi lần tổng duyệt có một nhật ký riêng, \
nhật ký của hội nghị không bị đụng đến. Cùng một số kịch bản thì diễn biến và mã trạng thái giống hệt nhau.

$ bridge-server rehearse agenda.json --session hop
$ bridge-server rehearse --session hop --seed 7
$ bridge-server rehearse --session hop --pace 60
$ bridge-server rehearse --session hop --json""",
    "option-rehearsed-session": "Thư mục phiên họp; chưa có thì được chuẩn bị.",
    "option-rehearsed-agenda": "Tệp chương trình; không ghi thì là chương trình của phiên họp, nếu chưa có phiên họp thì là agenda.json.",
    "option-seed": "Số kịch bản: ai đến muộn, ai mất kết nối, ai phát biểu; không ghi thì là 1.",
    "option-pace": "Nhanh gấp mấy lần thời gian thực (1: đúng thời gian thực); không ghi thì nhanh hết mức.",
    "metavar-rehearsed-session": "THƯ_MỤC",
    "metavar-rehearsed-agenda": "TỆP",
    "metavar-seed": "SỐ",
    "metavar-pace": "SỐ_LẦN",
    "demo": """Trình diễn: máy chủ với một người trực giả lập ở mỗi điểm cầu, để làm thử việc điều phối hoặc để xem.

Các điểm cầu tự điểm danh, xin phát biểu, trả lời khi được mời, theo đúng những gì người điều phối làm. Có --autopilot thì hội nghị tự \
diễn ra từ đầu đến cuối; ai can thiệp thì kịch bản dừng và nhường cho người đó. In một dòng JSON có địa chỉ và mã khi đã sẵn sàng. \
Kết thúc bằng Ctrl+C. Người dùng thường gọi bridge-console demo.

$ bridge-server demo
$ bridge-server demo agenda.json --session hop
$ bridge-server demo --autopilot --pace 30""",
    "option-shown-agenda": "Tệp chương trình; không ghi thì là agenda.json, hoặc là chương trình của phiên họp nêu ở --session.",
    "option-shown-session": "Thư mục phiên họp, nhật ký được giữ lại ở đó; chưa có thì được chuẩn bị. Không ghi thì dùng thư mục tạm, xong thì xóa.",
    "option-shown-pace": "Nhanh gấp mấy lần thời gian thực; không ghi thì là 1, có --autopilot thì là 10.",
    "option-autopilot": "Tự diễn ra: cả điều phối và thư ký cũng do kịch bản đóng.",
    "option-shown-port": "Cổng của máy chủ trên máy này; không ghi thì là cổng còn trống.",
    "option-until-stdin-closes": "Kết thúc khi đầu vào chuẩn đóng, tức là khi chương trình đã gọi lệnh này kết thúc.",
    "option-only-json": "Chỉ in dòng JSON, không kể từng bước.",
    "metavar-shown-agenda": "TỆP",
    "metavar-shown-session": "THƯ_MỤC",
    "metavar-shown-pace": "SỐ_LẦN",
    "metavar-shown-port": "SỐ",
}
