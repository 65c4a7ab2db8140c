"""Lời khi khởi động màn hình điều phối."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "help": """Cách dùng: bridge-console [host] [CHƯƠNG_TRÌNH|THƯ_MỤC]
           bridge-console attach ĐỊA_CHỈ [--code MÃ]
           bridge-console demo [CHƯƠNG_TRÌNH]
           bridge-console replay THƯ_MỤC|NHẬT_KÝ [--at LÚC] [--follow]

Màn hình điều phối hội nghị trực tuyến. Đóng màn hình không làm dừng hội nghị: máy chủ vẫn chạy.

Lệnh:
  host     mở phiên họp trên máy này; chưa có máy chủ thì chạy máy chủ. Không ghi gì: phiên họp hoặc agenda.json ở đây.
  attach   vào một máy chủ ở nơi khác, với mã điều phối hoặc mã thư ký.
  demo     trình diễn: một hội nghị có đủ các điểm cầu giả lập; kết thúc cùng màn hình.
  replay   xem lại diễn biến của một hội nghị từ nhật ký; không cần máy chủ.

Tùy chọn chung:
  --lang vi|en            ngôn ngữ (cũng đặt được bằng BRIDGE_LANG)
  --theme TÊN             bộ màu: diem-cau, diem-cau-light, high-contrast hoặc một bộ màu của Textual
  --glyphs unicode|ascii  bộ ký hiệu; ascii khi phông chữ thiếu ký hiệu
  --no-mouse              không dùng chuột
  --read-only             chỉ xem, không gửi lệnh nào
  --config TỆP            tệp cấu hình; none: không dùng tệp nào (cũng đặt được bằng BRIDGE_CONSOLE_CONFIG)
  --keys                  in bảng phím dưới dạng tệp cấu hình để sửa
  --doctor                cho xem màn hình này hiện được những gì
  -h, --help              hiện trợ giúp này; bridge-console LỆNH --help: tùy chọn của từng lệnh

Khi host phải chạy máy chủ:
  --rehearsal             tổng duyệt: cùng mã, nhật ký riêng
  --port SỐ               cổng của máy chủ
  --public-url URL        địa chỉ mà các điểm cầu mở
  --host ĐỊA_CHỈ          nơi máy chủ lắng nghe; không ghi thì chỉ máy này
  --cert TỆP, --key TỆP   chứng thư TLS và khóa
  --insecure-lan          mở ra mạng nội bộ tin cậy mà không có TLS

  $ bridge-console
  $ bridge-console sessions/2024-05-31 --rehearsal
  $ bridge-console demo --autopilot""",
    "help-attach": """Cách dùng: bridge-console attach ĐỊA_CHỈ [--code MÃ]
           bridge-console attach ĐỊA_CHỈ --screen [--view hall|chair] [--code MÃ]

Vào một máy chủ đang chạy với mã điều phối hoặc mã thư ký. Không ghi địa chỉ, mã thì lấy từ BRIDGE_URL, BRIDGE_CODE;
vẫn không có mã thì chương trình hỏi và không hiện mã lên màn hình.

  --code MÃ     mã tham gia
  --screen      màn hình để chiếu, chỉ xem; dùng mã màn hình (mã điều phối, mã thư ký cũng được)
  --view hall   cho hội trường: nội dung, người phát biểu, đồng hồ lớn, tiếp theo (mặc định)
  --view chair  cho chủ trì: thêm ba lượt tiếp theo, danh sách dự kiến mời, điểm danh, mức chậm; không chiếu ra hội trường

Chiếu lên tường nên phóng chữ của cửa sổ dòng lệnh cho đến khi còn khoảng 80 cột × 24 dòng. F7 đổi màu, q thoát.

  $ bridge-console attach https://hop.example.vn
  $ bridge-console attach "https://hop.example.vn/#MÃ"
  $ bridge-console attach https://hop.example.vn --screen

Tùy chọn chung: bridge-console --help""",
    "help-demo": """Cách dùng: bridge-console demo [CHƯƠNG_TRÌNH]

Trình diễn một hội nghị có đủ các điểm cầu giả lập trên máy này. Trình diễn kết thúc cùng màn hình.

  --autopilot   điều phối và thư ký cũng được giả lập: chỉ cần ngồi xem
  --pace SỐ     nhanh gấp mấy lần thực tế
  --seed SỐ     chọn một diễn biến khác; cùng số thì cùng diễn biến
  --session THƯ_MỤC  giữ nhật ký buổi trình diễn ở đó; không có thì không giữ gì
  --port SỐ     cổng của máy chủ

  $ bridge-console demo
  $ bridge-console demo --autopilot --pace 20

Tùy chọn chung: bridge-console --help""",
    "help-replay": """Cách dùng: bridge-console replay THƯ_MỤC|NHẬT_KÝ [--at LÚC] [--follow]

Xem lại diễn biến từ nhật ký của một phiên họp: thư mục phiên họp, thư mục tổng duyệt (rehearsal-1) trong đó, hoặc một tệp .jsonl.
Không cần máy chủ, không thay đổi gì. Thanh màu hổ phách trên cùng cho biết đây không phải là hội nghị đang diễn ra.

  --at LÚC    mở ở lúc đó: giờ (09:12), ngày giờ (31/5/2024 09:12) hoặc số bản ghi (#45)
  --follow    nhật ký còn đang được ghi: mở ở cuối và xem tiếp những gì được ghi thêm

Phím: dấu cách chạy, dừng; ← → 10 giây (Shift: 1 phút); , . từng bản ghi; + - tốc độ; 0–9 phần mười của nhật ký;
g đến một thời điểm; n N nội dung; t T lượt phát biểu; / tìm; s lướt qua lúc vắng; Home, End; w đang xem ở đâu.

  $ bridge-console replay sessions/2024-05-31 --at 9h12
  $ bridge-console replay sessions/2024-05-31/rehearsal-1

Tùy chọn chung: bridge-console --help""",
    "see-help": "Xem: bridge-console --help",
    "no-option": "Không có tùy chọn {option}.",
    "no-option-near": "Không có tùy chọn {option}. Có phải là {near} không?",
    "no-value": "Tùy chọn {option} không nhận giá trị.",
    "needs-value": "Tùy chọn {option} cần một giá trị.",
    "not-here": "Tùy chọn {option} không dùng với {command}, chỉ với {owners}.",
    "view-needs-screen": "Tùy chọn --view chỉ dùng cùng --screen.",
    "too-many": "Thừa “{word}”: mỗi lần chỉ mở một phiên họp.",
    "bad-choice": "Giá trị “{value}” của {option} không dùng được; chọn một trong: {choices}.",
    "bad-whole": "Giá trị “{value}” của {option} không dùng được; ghi một số nguyên từ 0 đến {most}.",
    "bad-number": "Giá trị “{value}” của {option} không dùng được; ghi một số lớn hơn 0.",
    "no-terminal-host": "Màn hình điều phối cần một cửa sổ dòng lệnh. Chỉ chạy máy chủ: bridge-server serve THƯ_MỤC; lấy văn bản: bridge-server show THƯ_MỤC.",
    "no-terminal-attach": "Màn hình điều phối cần một cửa sổ dòng lệnh. Theo dõi dưới dạng văn bản: bridge-server watch --url ĐỊA_CHỈ.",
    "no-terminal-demo": "Màn hình điều phối cần một cửa sổ dòng lệnh. Chỉ chạy phần máy chủ của trình diễn: bridge-server demo.",
    "no-terminal-replay": "Xem lại diễn biến cần một cửa sổ dòng lệnh. Lấy dưới dạng văn bản: bridge-server show THƯ_MỤC --at LÚC; toàn bộ các câu: bridge-server log THƯ_MỤC.",
    "replay-what": "Ở đây không có nhật ký nào. Đề nghị nêu thư mục phiên họp hoặc tệp nhật ký: bridge-console replay THƯ_MỤC.",
    "replay-rehearsal": "{directory} chỉ có nhật ký tổng duyệt. Xem lại tổng duyệt: bridge-console replay {rehearsal}",
    "replay-rehearsals": "{directory} chỉ có nhật ký tổng duyệt ({count} lần). Xem lại lần sau cùng: bridge-console replay {rehearsal}",
    "replay-reading": "Đang đọc nhật ký {path}…",
    "replay-read": "Đang đọc nhật ký {path}… {count} bản ghi",
    "nothing-here": "Ở đây ({directory}) không có phiên họp và cũng không có agenda.json. Đề nghị nêu tệp chương trình hoặc thư mục phiên họp: bridge-console CHƯƠNG_TRÌNH.",
    "nothing-there": "{directory} không phải là thư mục phiên họp và cũng không có agenda.json. Đề nghị kiểm tra lại đường dẫn.",
    "session-made": "Đã chuẩn bị phiên họp trong {directory}: {points} điểm cầu.",
    "session-there": "Mở phiên họp đã chuẩn bị trong {directory} ({points} điểm cầu).",
    "other-agenda": "{directory} đã được chuẩn bị với một chương trình khác, không phải {agenda} như hiện nay. Mở phiên họp đó: bridge-console {directory}. Chuẩn bị phiên họp khác: bridge-server prepare {agenda} --session THƯ_MỤC_MỚI.",
    "looking": "Đang tìm máy chủ của {directory}…",
    "starting": "Đang chạy máy chủ của {directory}…",
    "started": "Máy chủ đã chạy: {url}",
    "attached": "Máy chủ đang chạy sẵn: {url}",
    "attaching": "Đang kết nối tới {url}…",
    "options-ignored": "Máy chủ của {directory} đã chạy từ trước; tùy chọn về máy chủ nêu lần này không có tác dụng. Muốn đổi: bridge-server stop {directory}, rồi mở lại.",
    "meeting-runs": "Máy chủ của {directory} đang chạy hội nghị chính thức, không phải tổng duyệt. Muốn tổng duyệt: bridge-server stop {directory}, rồi mở lại với --rehearsal.",
    "no-answer": "Có một chương trình đang giữ {directory} nhưng sau {seconds} giây vẫn chưa trả lời. Đề nghị thử lại sau ít phút, hoặc xem {out}.",
    "slow": "Máy chủ của {directory} chưa sẵn sàng sau {seconds} giây; nó vẫn đang khởi động. Đề nghị mở lại sau ít phút; máy chủ báo gì thì xem trong {out}.",
    "ended": "Máy chủ không chạy được (mã thoát {code}). Xem {out}.",
    "goes-on": "Đã đóng màn hình. Hội nghị vẫn tiếp tục: {url}\nMở lại màn hình: bridge-console {directory}\nDừng máy chủ: bridge-server stop {directory}",
    "stands": "Đã đóng màn hình. Máy chủ không còn chạy; nhật ký vẫn ở {directory}\nMở lại: bridge-console {directory}",
    "ask-code": "Mã tham gia (khi nhập không hiện ra): ",
    "no-such-agenda": "Không có tệp {path}. Đề nghị kiểm tra lại đường dẫn.",
    "demo-no-agenda": "Cần một chương trình để trình diễn, mà ở đây không có {path}. Đề nghị nêu tệp: bridge-console demo CHƯƠNG_TRÌNH.",
    "demo-starting": "Đang mời các điểm cầu giả lập vào phòng họp…",
    "demo-serves": "Trình diễn đã sẵn sàng: {points} điểm cầu, {url}",
    "demo-cannot": "Không chạy được trình diễn: {reason}.",
    "demo-slow": "Trình diễn chưa sẵn sàng sau {seconds} giây và đã được dừng. Đề nghị thử lại.",
    "demo-ended": "Phần máy chủ của trình diễn đã dừng (mã thoát {code}).",
    "demo-unread": "Không hiểu phần máy chủ của trình diễn báo gì. Có thể hai phiên bản khác nhau.",
    "demo-over": "Trình diễn đã kết thúc.",
    "setting-faults": "Tệp cấu hình {path}: có {count} lỗi cần sửa:",
    "setting-way-out": "Sửa tệp, hoặc mở mà không dùng tệp cấu hình: bridge-console --config none",
    "setting-line": "dòng {line}:",
    "setting-near": "Có phải là “{near}” không?",
    "setting-syntax": "chưa đúng cú pháp TOML (cột {column}).",
    "setting-no-file": "không có tệp này.",
    "setting-unread": "không đọc được: {reason}.",
    "setting-not-utf8": "không phải văn bản UTF-8.",
    "setting-unknown": "không có mục “{key}”; dùng được: {known}.",
    "setting-not-one-of": "{key} không thể là “{value}”; chọn một trong: {choices}.",
    "setting-no-theme": "không có bộ màu “{value}”; có: {known}.",
    "setting-not-bool": "{key} phải là true hoặc false, không phải “{value}”.",
    "setting-not-table": "{key} phải là một bảng: dòng [keys], rồi mỗi dòng một thao tác.",
    "setting-no-action": "không có thao tác “{key}”. Xem tên các thao tác: bridge-console --keys.",
    "setting-not-keys": 'phím của {key} phải là văn bản như "enter" hoặc "f2,m", không phải “{value}”.',
    "setting-no-key": "không có phím “{value}” (ở {key}).",
    "setting-reserved": "phím {value} luôn dùng để thoát, không gán được cho {key}.",
    "setting-clash": "phím {value} được gán cho cả {other} và {key}.",
    "keys-head": """Bảng phím của màn hình điều phối. Chép những dòng muốn đổi vào:
{path}
Mỗi dòng: tên thao tác = các phím, cách nhau bằng dấu phẩy.
Ctrl+Q luôn thoát màn hình; hội nghị vẫn tiếp tục.""",
    "keys-floor": "Trên màn hình chính",
    "keys-writing": "Trên danh sách kết luận, ghi chép",
    "keys-board": "Trên bảng điểm danh",
    "keys-replay": "Khi xem lại diễn biến",
    "keys-app": "Ở mọi nơi",
    "doctor-letters": "Chữ tiếng Việt. Ô vuông hoặc dấu hỏi nghĩa là phông chữ thiếu chữ đó; nên dùng JetBrains Mono hoặc Noto Sans Mono:",
    "doctor-marks": "Ký hiệu: cột đầu là bộ unicode, cột sau là bộ ascii (--glyphs ascii khi cột đầu thiếu hoặc lệch):",
    "doctor-item": "nội dung: đã xong, đang diễn ra, tạm dừng, bỏ qua, sắp tới",
    "doctor-turn": "phát biểu: đang nói, chuẩn bị, sẵn sàng, chưa, tạm dừng, để lại sau, gấp, dự kiến mời",
    "doctor-call": "liên hệ: đã gọi, đã hẹn, không trả lời",
    "doctor-roll": "điểm danh: có mặt, vắng, vắng có lý do, chưa báo cáo, đến muộn, về sớm",
    "doctor-line": "trang điểm danh: đã kết nối, mất kết nối, chưa rõ",
    "doctor-av": "âm thanh, hình ảnh: tốt, có sự cố, chưa rõ",
    "doctor-bar": "thanh tiến độ",
    "doctor-block": "chữ số lớn",
    "doctor-terminal": "Cửa sổ dòng lệnh:",
    "doctor-size": "{columns} cột × {lines} dòng",
    "doctor-small": "{columns} cột × {lines} dòng: nhỏ, nên mở rộng ít nhất 80 × 24, tốt nhất 120 × 40",
    "doctor-no-terminal": "không phải cửa sổ dòng lệnh (đang ghi ra tệp hoặc chương trình khác)",
    "doctor-encoding": "bảng mã: {encoding}",
    "doctor-colours": "dải màu phải chuyển dần, không chia khúc:",
    "doctor-files": "Tệp:",
    "doctor-config": "cấu hình: {path}",
    "doctor-config-none": "cấu hình: không dùng tệp nào (chỗ mặc định: {path})",
    "doctor-log": "nhật ký lỗi của màn hình: {path}",
    "doctor-no-log": "nhật ký lỗi của màn hình: không tạo được thư mục",
    "doctor-versions": "phiên bản: {versions}",
}
