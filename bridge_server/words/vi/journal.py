"""Sự cố của nhật ký hoặc của ổ đĩa chứa nhật ký, và cách xử lý."""

WORDS = {
    "no-log": "Không có nhật ký tại {path}. Hãy kiểm tra lại thư mục phiên họp, hoặc tạo mới bằng `bridge-server prepare`.",
    "empty-log": "Nhật ký {path} rỗng, chưa có bản ghi nào từng được lưu. "
    "Hãy thay bằng bản sao, hoặc chuyển tệp này đi nơi khác.",
    "not-a-log": "{path} không phải là nhật ký phiên họp: dòng đầu không phải phần mở đầu của nhật ký. Hãy kiểm tra đường dẫn.",
    "newer-format": "Nhật ký {path} có định dạng {found}; phiên bản này chỉ đọc được đến định dạng {known}. "
    "Hãy mở bằng phiên bản mới hơn.",
    "damaged-header": "Phần mở đầu của {path} (dòng {line}, byte {offset}) đã bị thay đổi. Hãy khôi phục từ bản sao; "
    "chưa có gì bị sửa hay cắt bỏ.",
    "damaged-line": "Dòng {line} của {path} (byte {offset}) đã bị thay đổi: một dòng sau xác nhận dòng này từng được "
    "lưu an toàn. Hãy khôi phục từ bản sao; chưa có gì bị cắt bỏ.",
    "damaged-layout": "Dòng {line} của {path} (byte {offset}) không phải bản ghi cũng không phải dòng niêm phong, dù mã băm vẫn "
    "khớp: dòng này do chương trình khác ghi. Hãy khôi phục từ bản sao.",
    "damaged-number": "Tại dòng {line} của {path} (byte {offset}), số thứ tự bản ghi không liên tục: dòng này do chương trình "
    "khác ghi. Hãy khôi phục từ bản sao.",
    "damaged-link": "Phân đoạn {path} không kết thúc đúng chỗ mà phân đoạn sau đã nêu (dòng {line}, byte {offset}). "
    "Hãy đặt lại phân đoạn đã được sao khi chuyển tiếp nhật ký.",
    "missing-segment": "Thiếu phân đoạn trước {path}. Hãy sao chép toàn bộ thư mục phiên họp, kể cả thư mục `segments`.",
    "locked": "Nhật ký {path} đang được tiến trình {pid} sử dụng. Hãy dừng máy chủ đó trước; nếu chỉ đọc thì không cần dừng.",
    "locked-unknown": "Nhật ký {path} đang được một tiến trình khác sử dụng. Hãy dừng máy chủ đó trước; "
    "nếu chỉ đọc thì không cần dừng.",
    "full": "Ổ đĩa chứa {path} đã đầy: nội dung vừa gửi chưa được lưu. Hãy giải phóng dung lượng; máy chủ sẽ tự tiếp tục.",
    "frozen": "Ổ đĩa chứa {path} gặp sự cố ({why}). Máy chủ không ghi thêm vào đó nữa: hãy dừng máy chủ và chuyển tiếp sang nơi "
    "khác bằng `bridge-server continue`.",
    "disk-refused": "Hệ thống không cho truy cập {path}: {why}. Hãy kiểm tra ổ đĩa và quyền truy cập rồi thử lại.",
    "stuck": "Ổ đĩa chứa {path} không phản hồi trong {seconds} giây; nội dung sau cùng có thể chưa được lưu. Hãy dừng máy chủ và "
    "chuyển tiếp sang nơi khác bằng `bridge-server continue`.",
    "closed": "Nhật ký {path} đã đóng. Hãy mở lại trước khi ghi.",
    "head-mismatch": "Bản ghi số {got} không nối tiếp được: số tiếp theo phải là {expected}. Hãy đọc lại nhật ký, "
    "xét lại rồi mới ghi.",
    "unknown-head": "Nhật ký {path} không có bản ghi nào khớp với mã {head}. Hãy đối chiếu số thứ tự và mã băm với bản in; "
    "có thể một bản sao cũ đã được đặt lại.",
    "bad-head": "“{text}” không phải là mã đầu nhật ký. Hãy ghi số thứ tự, dấu hai chấm và ít nhất 16 chữ số thập lục phân "
    "của mã băm.",
    "already-there": "{path} đã tồn tại và không bao giờ bị ghi đè. Hãy dùng tiếp nhật ký này, hoặc chọn thư mục khác.",
    "target-taken": "Thư mục {path} không rỗng. Hãy chọn một thư mục mới hoặc rỗng để chuyển tiếp.",
}
