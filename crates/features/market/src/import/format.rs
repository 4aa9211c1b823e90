//! The formats that are read, and how a file of each names its columns.

/// What a file is written in. Its code is a part of every line's identity, so it never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// UCI Online Retail, doi 10.24432/C5BW33: `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,…`.
    OnlineRetail,
    /// Any table with a header line, one line an item of an order.
    Csv(Box<CsvOptions>),
}

/// How a generic table is read. Column names are compared without regard to case and outer spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvOptions {
    /// Keeps the order numbers of two old shops apart: part of every line's identity.
    pub source: String,
    pub invoice: String,
    pub item: String,
    /// Without it an offer is called by its item code.
    pub description: MayLack,
    pub quantity: String,
    pub time: String,
    pub price: String,
    /// Without it every buyer is a walk-in.
    pub customer: MayLack,
    /// `strptime` pattern of the time column, in the community's zone.
    pub time_pattern: String,
    /// What the numbers of cancellations begin with; None where the table has none.
    pub cancellation_prefix: Option<String>,
    pub delimiter: char,
}

/// A column that a table may do without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MayLack {
    /// The table does not have it, whatever its header says.
    Absent,
    /// It is used when the header has it.
    IfThere(String),
    /// Somebody said that it is there, so a header without it is refused.
    Named(String),
}

impl MayLack {
    /// What was said of the column: nothing, an empty name, or a name.
    pub fn said(name: Option<&str>, otherwise: &str) -> MayLack {
        match name.map(str::trim) {
            None => MayLack::IfThere(otherwise.to_owned()),
            Some("") => MayLack::Absent,
            Some(name) => MayLack::Named(name.to_owned()),
        }
    }
}

impl Default for CsvOptions {
    fn default() -> CsvOptions {
        CsvOptions {
            source: "csv".into(),
            invoice: "order".into(),
            item: "item".into(),
            description: MayLack::IfThere("description".into()),
            quantity: "quantity".into(),
            time: "time".into(),
            price: "price".into(),
            customer: MayLack::IfThere("customer".into()),
            time_pattern: "%Y-%m-%d %H:%M:%S".into(),
            cancellation_prefix: Some("C".into()),
            delimiter: ',',
        }
    }
}

/// A format spelled out: both kinds are read by the same code.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// Stored with every invoice.
    pub code: String,
    /// In the order of `Column`.
    pub names: [MayLack; Column::COUNT],
    pub time_patterns: Vec<String>,
    pub cancellation_prefix: Option<String>,
    pub delimiter: char,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Invoice,
    Item,
    Description,
    Quantity,
    Time,
    Price,
    Customer,
}

impl Column {
    pub(super) const COUNT: usize = 7;
}

impl Format {
    pub(super) fn layout(&self) -> Layout {
        match self {
            Format::OnlineRetail => Layout {
                code: "online-retail".into(),
                names: [
                    "InvoiceNo",
                    "StockCode",
                    "Description",
                    "Quantity",
                    "InvoiceDate",
                    "UnitPrice",
                    "CustomerID",
                ]
                .map(|name| MayLack::Named(name.into())),
                // The second is how the same table looks when a spreadsheet saved it.
                time_patterns: vec!["%Y-%m-%d %H:%M:%S".into(), "%m/%d/%Y %H:%M".into()],
                cancellation_prefix: Some("C".into()),
                delimiter: ',',
            },
            Format::Csv(options) => Layout {
                code: options.source.clone(),
                names: [
                    MayLack::Named(options.invoice.clone()),
                    MayLack::Named(options.item.clone()),
                    options.description.clone(),
                    MayLack::Named(options.quantity.clone()),
                    MayLack::Named(options.time.clone()),
                    MayLack::Named(options.price.clone()),
                    options.customer.clone(),
                ],
                time_patterns: vec![options.time_pattern.clone()],
                cancellation_prefix: options.cancellation_prefix.clone().filter(|prefix| !prefix.is_empty()),
                delimiter: options.delimiter,
            },
        }
    }
}

/// Where each column stands in one file.
pub(super) type Places = [Option<usize>; Column::COUNT];

impl Layout {
    /// Finds the columns in a header line; the name of the first one that is not there otherwise.
    pub(super) fn places(&self, header: &[&str]) -> Result<Places, String> {
        let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
        let mut places = [None; Column::COUNT];
        for (place, name) in places.iter_mut().zip(&self.names) {
            let at = |name: &str| header.iter().position(|there| same(there, name));
            *place = match name {
                MayLack::Absent => None,
                MayLack::IfThere(name) => at(name),
                MayLack::Named(name) => Some(at(name).ok_or_else(|| name.clone())?),
            };
        }
        Ok(places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_wherever_they_stand() {
        let layout = Format::OnlineRetail.layout();
        let header = ["country", "customerid", "UnitPrice", "InvoiceDate", "Quantity", "Description"];
        assert_eq!(layout.places(&header), Err("InvoiceNo".into()));
        let header = [&header[..], &[" StockCode ", "InvoiceNo"]].concat();
        assert_eq!(
            layout.places(&header),
            Ok([Some(7), Some(6), Some(5), Some(4), Some(3), Some(2), Some(1)])
        );
    }

    /// What was said of the column for the customer, the rest of the header → where it is, or what is missing.
    #[test]
    fn a_column_may_be_lacking_unless_it_was_named() {
        let check = |said: Option<&str>, last: &[&str], expected: Result<Option<usize>, &str>| {
            let customer = MayLack::said(said, "customer");
            let options = CsvOptions { customer, ..CsvOptions::default() };
            let header = [&["order", "item", "quantity", "time", "price"], last].concat();
            let places = Format::Csv(Box::new(options)).layout().places(&header);
            let expected = expected.map_err(str::to_owned);
            assert_eq!(places.map(|places| places[Column::Customer as usize]), expected, "{said:?} {last:?}");
        };
        check(None, &[], Ok(None));
        check(None, &["Customer"], Ok(Some(5)));
        check(Some(""), &["customer"], Ok(None));
        check(Some(" "), &[], Ok(None));
        check(Some("buyer"), &["customer", "buyer"], Ok(Some(6)));
        check(Some("buyer"), &["customer"], Err("buyer"));
        check(Some("customer"), &[], Err("customer"));
    }
}
