//! What a server sends: bytes, and how many times.

/// Bytes that are sent this many times.
pub(crate) struct Part(pub(crate) Vec<u8>, pub(crate) u64);

impl Part {
    pub(crate) fn size(&self) -> u64 {
        self.0.len() as u64 * self.1
    }
}

pub(crate) fn once(bytes: impl Into<Vec<u8>>) -> Part {
    Part(bytes.into(), 1)
}

/// At least this many bytes, the same ones repeated.
pub(crate) fn many(bytes: impl AsRef<[u8]>, size: u64) -> Part {
    let bytes = bytes.as_ref();
    let block = bytes.repeat((64 * 1024_usize).div_ceil(bytes.len()));
    let count = size.div_ceil(block.len() as u64);
    Part(block, count)
}

/// A response whose body ends with the connection.
pub(crate) fn response(status: &str, headers: &str, body: Vec<Part>) -> Vec<Part> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}connection: close\r\n\r\n");
    [once(head)].into_iter().chain(body).collect()
}

pub(crate) fn ok(body: Vec<Part>) -> Vec<Part> {
    response("200 OK", "", body)
}

pub(crate) fn events(body: Vec<Part>) -> Vec<Part> {
    response("200 OK", "content-type: text/event-stream\r\n", body)
}

pub(crate) fn chunked(body: Vec<Part>) -> Vec<Part> {
    response("200 OK", "transfer-encoding: chunked\r\n", body)
}

/// A zstd body with a window of two to that power (RFC 8878, section 3.1.1): this many blocks of 128 KiB, all of the same byte.
pub(crate) fn zstd(window: u8, blocks: u64) -> Vec<Part> {
    let frame = [0x28, 0xb5, 0x2f, 0xfd, 0, (window - 10) << 3];
    let block = |is_last: u32| {
        let header = (128 * 1024) << 3 | 1 << 1 | is_last;
        [&header.to_le_bytes()[..3], b"x"].concat()
    };
    let body = vec![once(frame), Part(block(0), blocks - 1), once(block(1))];
    response("200 OK", "content-encoding: zstd\r\n", body)
}

/// A brotli body of this many uncompressed blocks of 64 KiB. The window is 16 MiB, the largest allowed (RFC 7932, section 9.1), or 1 GiB, which is
/// invalid.
pub(crate) fn brotli(is_large: bool, blocks: u64) -> Vec<Part> {
    let mut bits = Bits::default();
    if is_large {
        bits.put(0x11, 8);
        bits.put(30, 6);
    } else {
        bits.put(0b1111, 4);
    }
    // An empty metadata block ends at a byte boundary: not the last block, no length in nibbles, a zero, and no length in bytes.
    bits.put(0, 1);
    bits.put(3, 2);
    bits.put(0, 1 + 2);
    let start = bits.bytes();
    // Not the last one, four nibbles of its length minus one, uncompressed.
    let mut bits = Bits::default();
    bits.put(0, 1);
    bits.put(0, 2);
    bits.put(0xffff, 16);
    bits.put(1, 1);
    let block = [bits.bytes(), vec![b'x'; 64 * 1024]].concat();
    // The last block, which is empty.
    let body = vec![once(start), Part(block, blocks), once([3])];
    response("200 OK", "content-encoding: br\r\n", body)
}

/// Bits, lowest first.
#[derive(Default)]
struct Bits {
    bits: Vec<bool>,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        self.bits
            .extend((0..count).map(|bit| value >> bit & 1 == 1));
    }

    fn bytes(&self) -> Vec<u8> {
        let byte =
            |bits: &[bool]| (bits.iter().rev()).fold(0, |byte, &bit| byte << 1 | u8::from(bit));
        self.bits.chunks(8).map(byte).collect()
    }
}
