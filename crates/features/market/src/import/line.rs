//! What one line of a file says, and whether it is a sale, a cancellation or dirt.

use super::align::{Print, print};
use super::format::{Column, Layout, Places};
use super::records::Record;
use kernel::{Currency, DecimalMalformed, Price, Quantity, Timestamp, Zone};

kernel::codes! {
    /// Why a line is in the report. Stable: people sort and count by it.
    pub enum Reason {
        /// A quote that never closes, a zero byte, or not as many fields as the header.
        Malformed = "malformed",
        NoInvoice = "no_invoice",
        NoItem = "no_item",
        TimeUnreadable = "time_unreadable",
        QuantityUnreadable = "quantity_unreadable",
        PriceUnreadable = "price_unreadable",
        /// Quantity or price have more decimals than the books keep (three and four).
        TooManyDecimals = "too_many_decimals",
        NoPrice = "no_price",
        NegativePrice = "negative_price",
        NoQuantity = "no_quantity",
        /// Taken from stock, broken, lost: not an order and not a cancellation.
        NegativeQuantity = "negative_quantity",
        /// A cancellation that takes nothing back.
        CancelsNothing = "cancels_nothing",
        /// The invoice belongs to another customer.
        OtherCustomer = "other_customer",
        TooLarge = "too_large",
        /// The rest of a cancellation for which no earlier purchase of that customer is left.
        Unmatched = "unmatched",
        /// This line of the invoice was imported before and said something else.
        Differs = "differs",
        /// The operation turned the invoice away.
        Refused = "refused",
    }
}

/// A line that could be read, as the file has it: quantities and prices may still have any sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub item: String,
    pub description: String,
    pub quantity: Quantity,
    pub at: Timestamp,
    pub price: Price,
    /// Price times quantity, rounded half to even once; of a cancellation line it means nothing.
    pub minor: i64,
    pub customer: Option<String>,
}

/// What a line does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Does {
    Sells(Line),
    /// The quantity is what is taken back, above zero.
    Cancels(Line),
    Nothing(Reason),
}

impl Does {
    pub(super) fn sells(&self) -> Option<&Line> {
        if let Does::Sells(line) = self { Some(line) } else { None }
    }

    pub(super) fn cancels(&self) -> Option<&Line> {
        if let Does::Cancels(line) = self { Some(line) } else { None }
    }
}

/// Reads the lines of one file.
pub(super) struct LineReader {
    layout: Layout,
    zone: Zone,
    currency: Currency,
    places: Places,
    columns: usize,
    /// The lines of an invoice mostly have the same time, and reading one is the dearest part.
    last_time: (String, Option<Timestamp>),
}

impl LineReader {
    /// From the header; the name of a column that is missing otherwise.
    pub(super) fn new(
        layout: &Layout,
        zone: &Zone,
        currency: Currency,
        header: &Record,
    ) -> Result<LineReader, String> {
        let (layout, zone) = (layout.clone(), zone.clone());
        let places = layout.places(&header.fields())?;
        let last_time = (String::new(), None);
        Ok(LineReader { layout, zone, currency, places, columns: header.len(), last_time })
    }

    /// The invoice a record belongs to; why it belongs to none otherwise.
    pub(super) fn invoice<'a>(&self, record: &'a Record) -> Result<&'a str, Reason> {
        if !record.whole || record.len() != self.columns || record.text.contains('\0') {
            return Err(Reason::Malformed);
        }
        Some(self.field(record, Column::Invoice)).filter(|number| !number.is_empty()).ok_or(Reason::NoInvoice)
    }

    fn is_cancellation(&self, invoice: &str) -> bool {
        self.layout.cancellation_prefix.as_ref().is_some_and(|prefix| invoice.starts_with(prefix.as_str()))
    }

    pub(super) fn does(&mut self, record: &Record) -> Does {
        match self.read(record) {
            Ok(line) => {
                let cancels = self.is_cancellation(self.field(record, Column::Invoice));
                classify(line, cancels)
            }
            Err(reason) => Does::Nothing(reason),
        }
    }

    fn read(&mut self, record: &Record) -> Result<Line, Reason> {
        let decimal = |error, unreadable| match error {
            DecimalMalformed::NotANumber => unreadable,
            DecimalMalformed::TooManyDecimals => Reason::TooManyDecimals,
            DecimalMalformed::TooLarge => Reason::TooLarge,
        };
        let item = self.field(record, Column::Item);
        if item.is_empty() {
            return Err(Reason::NoItem);
        }
        let at = self.time(self.field(record, Column::Time)).ok_or(Reason::TimeUnreadable)?;
        let quantity = Quantity::parse(self.field(record, Column::Quantity))
            .map_err(|error| decimal(error, Reason::QuantityUnreadable))?;
        let price = Price::parse(self.field(record, Column::Price))
            .map_err(|error| decimal(error, Reason::PriceUnreadable))?;
        let description = self.field(record, Column::Description).to_owned();
        let customer = customer(self.field(record, Column::Customer));
        let minor = price.times(quantity, self.currency).ok_or(Reason::TooLarge)?.minor;
        Ok(Line { item: item.to_owned(), description, quantity, at, price, minor, customer })
    }

    /// Empty for a column the table does not have.
    fn field<'a>(&self, record: &'a Record, column: Column) -> &'a str {
        self.places[column as usize].map_or("", |place| record.field(place).trim())
    }

    /// What must be the same for two lines to be the same line.
    pub(super) fn print(&self, record: &Record) -> Print {
        use Column::*;
        print(
            [Item, Quantity, Time, Price, Customer]
                .map(|column| match column {
                    Customer => customer(self.field(record, column)).unwrap_or_default(),
                    _ => self.field(record, column).to_owned(),
                })
                .iter()
                .map(String::as_str),
        )
    }

    /// When the line was written, even when the rest of it is dirt.
    pub(super) fn time_of(&mut self, record: &Record) -> Option<Timestamp> {
        self.time(self.field(record, Column::Time))
    }

    fn time(&mut self, text: &str) -> Option<Timestamp> {
        if self.last_time.0 != text {
            let read = |pattern: &String| Timestamp::parse_local(text, pattern, &self.zone);
            let at = self.layout.time_patterns.iter().find_map(read);
            self.last_time = (text.to_owned(), at);
        }
        self.last_time.1
    }
}

/// A spreadsheet that met an empty cell in a column of numbers writes all of them as 17850.0.
fn customer(text: &str) -> Option<String> {
    let text = match text.strip_suffix(".0") {
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => number,
        _ => text,
    };
    (!text.is_empty()).then(|| text.to_owned())
}

fn classify(mut line: Line, cancels: bool) -> Does {
    let (quantity, price) = (line.quantity.milli, line.price.e4);
    if cancels {
        // What is given back is what was paid then, so the price of a cancellation line does not matter.
        line.quantity.milli = match quantity.checked_neg() {
            Some(back) if back > 0 => back,
            _ => return Does::Nothing(Reason::CancelsNothing),
        };
        return Does::Cancels(line);
    }
    match (price, quantity) {
        (..0, _) => Does::Nothing(Reason::NegativePrice),
        (_, ..0) => Does::Nothing(Reason::NegativeQuantity),
        (0, _) => Does::Nothing(Reason::NoPrice),
        (_, 0) => Does::Nothing(Reason::NoQuantity),
        _ => Does::Sells(line),
    }
}

#[cfg(test)]
mod tests {
    use super::super::format::Format;
    use super::super::records::Records;
    use super::*;

    const HEADER: &str =
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    fn does(line: &str) -> (Result<String, Reason>, Does) {
        let bytes = std::io::Cursor::new(format!("{HEADER}{line}\n").into_bytes());
        let mut records = Records::over(Box::new(bytes), ',').unwrap();
        let mut record = Record::default();
        records.next(&mut record).unwrap();
        let zone = Zone::parse("Europe/London").unwrap();
        let mut reader =
            LineReader::new(&Format::OnlineRetail.layout(), &zone, Currency::GBP, &record).unwrap();
        records.next(&mut record).unwrap();
        match reader.invoice(&record).map(str::to_owned) {
            Ok(invoice) => (Ok(invoice), reader.does(&record)),
            Err(reason) => (Err(reason), Does::Nothing(reason)),
        }
    }

    #[test]
    fn a_sale_is_read_whole() {
        let (invoice, does) =
            does("536365,85123A,\"HEART, \"\"T\"\"\",6,2011-06-01 08:26:00,2.555,17850.0,UK");
        let line = Line {
            item: "85123A".into(),
            description: "HEART, \"T\"".into(),
            quantity: Quantity::from_milli(6000),
            at: Timestamp::parse("2011-06-01T07:26:00Z").unwrap(),
            price: Price::from_e4(25_550),
            minor: 1533,
            customer: Some("17850".into()),
        };
        assert_eq!((invoice, does), (Ok("536365".into()), Does::Sells(line)));
    }

    /// Invoice, item, quantity, time, price → what the line does.
    #[test]
    fn every_line_does_one_thing() {
        use Reason::*;
        let time = "2010-12-01 08:26:00";
        for (invoice, item, quantity, time, price, expected) in [
            ("1", "A", "1", time, "0.001", None),
            ("A1", "B", "1", "12/1/2010 8:26", "11062.06", None),
            ("1", "A", "1", time, "0", Some(NoPrice)),
            ("1", "A", "1", time, "-0.0", Some(NoPrice)),
            ("1", "A", "0", time, "1", Some(NoQuantity)),
            ("1", "A", "-1", time, "1", Some(NegativeQuantity)),
            ("1", "A", "-1", time, "0", Some(NegativeQuantity)),
            ("A1", "B", "1", time, "-11062.06", Some(NegativePrice)),
            ("C1", "A", "1", time, "1", Some(CancelsNothing)),
            ("C1", "A", "0", time, "1", Some(CancelsNothing)),
            ("", "A", "1", time, "1", Some(NoInvoice)),
            ("1", " ", "1", time, "1", Some(NoItem)),
            ("1", "A", "x", time, "1", Some(QuantityUnreadable)),
            ("1", "A", "0.0001", time, "1", Some(TooManyDecimals)),
            ("1", "A", "1", time, "1.00001", Some(TooManyDecimals)),
            ("1", "A", "1", time, "", Some(PriceUnreadable)),
            ("1", "A", "99999999999999999999", time, "1", Some(TooLarge)),
            ("1", "A", "1", "2010-13-01 08:26:00", "1", Some(TimeUnreadable)),
        ] {
            let (_, does) = does(&format!("{invoice},{item},x,{quantity},{time},{price},,UK"));
            let found = if let Does::Nothing(reason) = does { Some(reason) } else { None };
            assert_eq!(found, expected, "{invoice},{item},{quantity},{time},{price}");
        }
        assert_eq!(does("1,A,x,1").0, Err(Malformed));
        assert_eq!(does("\"1,A,x,1,2010-12-01 08:26:00,1,,UK").0, Err(Malformed));
        assert_eq!(does("1,A,\0,1,2010-12-01 08:26:00,1,,UK").0, Err(Malformed));
    }

    #[test]
    fn a_cancellation_says_what_comes_back() {
        let (_, does) = does("C1,A,x,-3,2010-12-01 08:26:00,0,12345,UK");
        let Does::Cancels(line) = does else { panic!("{does:?}") };
        assert_eq!((line.quantity.milli, line.customer.as_deref()), (3000, Some("12345")));
    }
}
