//! A compound file (MS-CFB) around streams, all in sectors of 512 bytes.

const SECTOR: usize = 512;
const FREE: u32 = 0xFFFF_FFFF;
const END: u32 = 0xFFFF_FFFE;
const TABLE: u32 = 0xFFFF_FFFD;
/// Shorter streams would belong into small sectors; they are padded instead.
const SMALL: usize = 4096;

/// A compound file with these streams, at most three.
pub(crate) fn write(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let streams: Vec<(&str, Vec<u8>)> = streams
        .iter()
        .map(|(name, data)| {
            let mut data = data.clone();
            data.resize(data.len().max(SMALL), 0);
            (*name, data)
        })
        .collect();
    let data_sectors: usize = streams
        .iter()
        .map(|(_, data)| data.len().div_ceil(SECTOR))
        .sum();
    let mut table_sectors = 1;
    while table_sectors * (SECTOR / 4) < table_sectors + 1 + data_sectors {
        table_sectors += 1;
    }
    let directory = table_sectors;
    let mut table = vec![TABLE; table_sectors];
    table.push(END);
    let mut starts = Vec::new();
    for (_, data) in &streams {
        let first = table.len();
        let count = data.len().div_ceil(SECTOR);
        starts.push(first as u32);
        table.extend((first + 1..first + count).map(|sector| sector as u32));
        table.push(END);
    }
    table.resize(table_sectors * (SECTOR / 4), FREE);

    let mut file = header(table_sectors, directory);
    table
        .iter()
        .for_each(|next| file.extend(next.to_le_bytes()));
    file.extend(entry("Root Entry", 5, END, 0, 1));
    for (index, ((name, data), start)) in streams.iter().zip(&starts).enumerate() {
        let sibling = if index + 1 < streams.len() {
            index as u32 + 2
        } else {
            FREE
        };
        let mut bytes = entry(name, 2, *start, data.len() as u32, FREE);
        bytes[72..76].copy_from_slice(&sibling.to_le_bytes());
        file.extend(bytes);
    }
    file.resize((directory + 2) * SECTOR, 0);
    for (_, data) in &streams {
        file.extend(data);
        file.resize(file.len().div_ceil(SECTOR) * SECTOR, 0);
    }
    file
}

fn header(table_sectors: usize, directory: usize) -> Vec<u8> {
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    let mut put16 =
        |at: usize, value: u16| header[at..at + 2].copy_from_slice(&value.to_le_bytes());
    put16(24, 0x3E);
    put16(26, 3);
    put16(28, 0xFFFE);
    put16(30, 9);
    put16(32, 6);
    let mut put32 =
        |at: usize, value: u32| header[at..at + 4].copy_from_slice(&value.to_le_bytes());
    put32(44, table_sectors as u32);
    put32(48, directory as u32);
    put32(56, SMALL as u32);
    put32(60, END);
    put32(68, END);
    for index in 0..109 {
        let sector = if index < table_sectors {
            index as u32
        } else {
            FREE
        };
        put32(76 + index * 4, sector);
    }
    header
}

fn entry(name: &str, kind: u8, start: u32, length: u32, child: u32) -> Vec<u8> {
    let mut entry = vec![0; 128];
    let units: Vec<u16> = name.encode_utf16().chain([0]).collect();
    for (index, unit) in units.iter().enumerate() {
        entry[index * 2..index * 2 + 2].copy_from_slice(&unit.to_le_bytes());
    }
    entry[64..66].copy_from_slice(&(units.len() as u16 * 2).to_le_bytes());
    entry[66] = kind;
    entry[67] = 1;
    entry[68..76].copy_from_slice(&[0xFF; 8]);
    entry[76..80].copy_from_slice(&child.to_le_bytes());
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&length.to_le_bytes());
    entry
}

/// A compound file with one stream below 4096 bytes, kept in small sectors.
pub(crate) fn write_small(name: &str, data: &[u8]) -> Vec<u8> {
    let small = data.len().div_ceil(64);
    let sectors = data.len().div_ceil(SECTOR);
    // Sectors: 0 table, 1 directory, 2 table of small sectors, 3… their content.
    let chain = |first: usize, count: usize| {
        (first + 1..first + count)
            .map(|next| next as u32)
            .chain([END])
    };
    let mut table = vec![TABLE, END, END];
    table.extend(chain(3, sectors));
    table.resize(SECTOR / 4, FREE);
    let mut small_table: Vec<u32> = chain(0, small).collect();
    small_table.resize(SECTOR / 4, FREE);

    let mut file = header(1, 1);
    file[60..64].copy_from_slice(&2_u32.to_le_bytes());
    file[64..68].copy_from_slice(&1_u32.to_le_bytes());
    table
        .iter()
        .for_each(|next| file.extend(next.to_le_bytes()));
    file.extend(entry("Root Entry", 5, 3, (small * 64) as u32, 1));
    file.extend(entry(name, 2, 0, data.len() as u32, FREE));
    file.resize(3 * SECTOR, 0);
    small_table
        .iter()
        .for_each(|next| file.extend(next.to_le_bytes()));
    file.extend(data);
    file.resize((4 + sectors) * SECTOR, 0);
    file
}
