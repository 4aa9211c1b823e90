//! A table: of a new list, or put back to the one that it was downloaded from.

use super::list_page::{self, Typed};
use super::new_list::{MovedView, PasteAnswer, PasteForm, UNNAMED_TOLD, entered, load};
use super::scene::Scene;
use crate::refused::ListRefused;
use crate::rows::{ListLine, OrderList};
use crate::table_besides::{self, RoomDiffers, TableSaid};
use crate::whole::Whole;
use crate::writing::{Entry, written};
use crate::{sheet, table};
use axum::extract::State;
use kernel::Id;
use market::rows::Order;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::is_ticked;
use web::{
    Answer, Caller, Errors, FieldError, Lang, Refusal, Reply, Site, Upload, UploadLimits, Uploaded,
    UploadedFile,
};

const TITLE_CHARS_MAX: usize = 60;
/// Amounts and notes that an older table would change, told one by one.
const CHANGES_TOLD: usize = 20;

/// A table of a spreadsheet, instead of the text.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TableForm {
    /// A list that it goes on with; empty: a new one, or one that is known by its title and lines.
    list: String,
    /// What the list is called.
    title: String,
    pay_until: String,
    point: String,
    day: String,
    as_new: String,
    /// `on`: it is taken although the list was changed after this table was downloaded. Without it that is `table_older`, with what it would change.
    as_older: String,
    /// The file, CSV or XLSX, in a multipart form.
    #[schema(format = Binary)]
    #[serde(skip)]
    #[allow(dead_code, reason = "it is taken from the body, and described here")]
    table: String,
}

/// What is known of the list that a table is put back to.
#[derive(Debug, Clone, Default)]
struct Known {
    list: i64,
    version: i64,
    /// Numbers of its orders, and for which name each was made.
    ordered: Names,
    /// Each name with its room, empty where none is known.
    rooms: Names,
    /// Each name with its note, empty where it has none.
    notes: Names,
    /// What each name wants: things and thousandths.
    wants: Vec<(String, Vec<(String, i64)>)>,
}

type Names = BTreeMap<String, String>;

/// A table, read.
struct TableRead {
    text: String,
    people: Vec<Entry>,
    said: TableSaid,
    /// What stands beside names in the text.
    rooms: Names,
    renamed: Vec<String>,
    unnamed: Vec<usize>,
    moved: Vec<RoomDiffers>,
}

impl TableRead {
    fn of(called: &str, table: &[Vec<String>], known: &Known) -> Result<TableRead, ListRefused> {
        let (new, moved) = table_besides::rooms(table, &known.ordered, &known.rooms);
        let told = known.rooms.iter().filter(|(_, room)| !room.is_empty()).chain(&new);
        let rooms: Names = told.map(|(name, room)| (name.clone(), room.clone())).collect();
        let notes = table_besides::notes(table, (known.list, &known.ordered), (&known.notes, &rooms));
        let noted = table_besides::with_notes(table, &notes, &known.ordered, &rooms);
        let (items, people) = table::people_in(&noted, &known.ordered, &rooms)?;
        let said = TableSaid { marks: table_besides::marks(table), as_older: false, rooms: new, notes };
        Ok(TableRead {
            text: written(called, &items, &people),
            people,
            said,
            rooms,
            renamed: table::renamed(table, &known.ordered),
            unnamed: table::unnamed(table),
            moved,
        })
    }
}

/// Reads a list from a table: one row for each person and thing, or one a person with a column for each thing.
#[utoipa::path(post, path = "/c/{slug}/lists/tables", tag = "lists",
    request_body(content = TableForm, content_type = "multipart/form-data"),
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PasteAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 413, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn create_from_table(caller: Caller, State(site): State<Site>, upload: Upload) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let limits = UploadLimits { file_bytes: sheet::FILE_BYTES_MAX, files: 1 };
    let taken = async |file: UploadedFile| Ok(file.bytes);
    let Uploaded { input, key, files } = upload.read::<TableForm, _, _>(&caller, limits, taken).await?;
    let TableForm { list, title, pay_until, point, day, as_new, as_older, .. } = input;
    let goes_on = if list.is_empty() { None } else { Some(web::asked::id::<OrderList>(&list)?) };
    let title = title.chars().filter(|c| !c.is_control()).take(TITLE_CHARS_MAX).collect::<String>();
    let known = match goes_on {
        Some(list) => site.db.read(move |reader| known(reader, s.number, list)).await?,
        None => Known::default(),
    };
    let read = match files.into_iter().next() {
        None => Err(ListRefused::NothingPasted),
        Some(None) => Err(ListRefused::TextTooLong),
        Some(Some(bytes)) => {
            let (called, known) = (title.trim().to_owned(), known.clone());
            // On a thread of the store: unpacking is work.
            let read =
                move || table::read_file(&bytes).and_then(|table| TableRead::of(&called, &table, &known));
            site.db.read(move |_| Ok(read())).await?
        }
    };
    let form = PasteForm { text: String::new(), pay_until, point, day, as_new };
    let errors = match (form.terms(&s), read) {
        (Err(errors), _) => errors,
        (_, Err(why)) => in_table(why, caller.lang),
        (Ok(terms), Ok(read)) => {
            let said = TableSaid { as_older: is_ticked(&as_older), ..read.said.clone() };
            match entered(&caller, &site, (goes_on, Some(said)), &read.text, terms, &key).await? {
                Ok(pasted) => {
                    let list = pasted.list;
                    let known = match read.said.notes.is_empty() {
                        true => Known::default(),
                        false => site.db.read(move |reader| self::known(reader, s.number, list)).await?,
                    };
                    let answer = answer(PasteAnswer::from(pasted.clone()), read, &known);
                    let location = format!("{}{}", s.at(pasted.list, ""), told_in_address(&answer));
                    return Reply::created_json(&caller, &location, &answer);
                }
                Err(ListRefused::TableOlder) => {
                    Errors::refused_saying(ListRefused::TableOlder, older_said(&s, &known, &read))
                }
                Err(why) => in_table(why, caller.lang),
            }
        }
    };
    if let Some(list) = goes_on {
        return list_page::again(&caller, &site, list, Typed::Table, errors).await;
    }
    let mut page = load(&caller, &site, form, errors.clone()).await?;
    page.title = title;
    Reply::form_refused(&caller, &page, &errors)
}

/// `known`: of the list as it is now. Whose line waits for somebody to look at it has no other note yet.
fn answer(pasted: PasteAnswer, read: TableRead, known: &Known) -> PasteAnswer {
    let is_taken = |(name, note): &(&String, &String)| known.notes.get(*name) == Some(*note);
    let noted = read.said.notes.iter().filter(is_taken).map(|(name, _)| name.clone()).collect();
    let moved = |RoomDiffers { name, known, said }| MovedView { name, known, said };
    PasteAnswer {
        renamed: read.renamed,
        unnamed: read.unnamed,
        noted,
        roomed: read.said.rooms.into_keys().collect(),
        moved: read.moved.into_iter().map(moved).collect(),
        ..pasted
    }
}

/// Names of the list, numbers and rooms: the page that follows shows nothing else of an address.
fn told_in_address(answer: &PasteAnswer) -> String {
    let pair = |name: &str, value: &str| format!("{name}={}", web::query_escaped(value));
    let renamed = answer.renamed.iter().map(|name| pair("renamed", name));
    let unnamed = answer.unnamed.iter().take(UNNAMED_TOLD).map(|row| pair("unnamed", &row.to_string()));
    let roomed = answer.roomed.iter().take(UNNAMED_TOLD).map(|name| pair("roomed", name));
    let noted = answer.noted.iter().take(UNNAMED_TOLD).map(|name| pair("noted", name));
    let moved = |one: &MovedView| pair("moved", &format!("{} {}", one.said, one.name));
    let moved = answer.moved.iter().take(UNNAMED_TOLD).map(moved);
    let told = renamed.chain(unnamed).chain(roomed).chain(noted).chain(moved).collect::<Vec<_>>().join("&");
    if told.is_empty() { told } else { format!("?{told}") }
}

/// That the list was changed since, and what the table would change.
fn older_said(s: &Scene, known: &Known, read: &TableRead) -> String {
    let made = read.said.older_than(known.list, known.version).map_or("", |mark| mark.made.as_str());
    let changes = table_besides::would_change(&read.people, &known.wants, &read.rooms);
    let said = |(name, item, has, says): &(String, String, i64, String)| {
        s.t.older_changes(name.as_str(), item.as_str(), s.amount(*has, ""), says.as_str())
    };
    let or_none = |note: &str| if note.is_empty() { s.t.no_note() } else { note.to_owned() };
    let noted = |(name, note): (&String, &String)| {
        let has = known.notes.get(name).map_or("", String::as_str);
        s.t.older_note(name.as_str(), or_none(has), or_none(note))
    };
    let mut told: Vec<String> = changes.iter().map(said).chain(read.said.notes.iter().map(noted)).collect();
    let more = told.len().saturating_sub(CHANGES_TOLD) as i64;
    told.truncate(CHANGES_TOLD);
    told.extend((more > 0).then(|| s.t.older_more(more)));
    match (made.is_empty(), told.is_empty()) {
        (true, _) => s.t.refused_table_older(),
        (false, true) => s.t.older_said(made),
        (false, false) => s.t.older_said_with(made, told.join(&s.t.older_between())),
    }
}

fn known(reader: &mut Reader, community: i64, list: Id<OrderList>) -> Result<Known, Fault> {
    let Some(whole) = Whole::find(reader, community, list)? else { return Ok(Known::default()) };
    let mut ordered = Names::new();
    for made in &whole.orders {
        if let Some(order) = reader.find::<Order>(&(community, made.order_id))? {
            ordered.insert(order.number.to_string(), made.name.clone());
        }
    }
    let lives = |line: &ListLine| (line.name.clone(), whole.where_of(&line.name));
    let rooms = whole.lines.iter().filter(|line| !line.name.is_empty()).map(lives).collect();
    let things = |wants: &crate::standing::Wants| {
        let thing = |(item, milli): (&i64, &i64)| Some((whole.item(*item)?.name.clone(), *milli));
        wants.iter().filter_map(thing).collect()
    };
    let wants = whole.people()?.iter().map(|person| (person.name.clone(), things(&person.wants))).collect();
    let notes = whole.notes()?;
    Ok(Known { list: whole.list.number, version: whole.version, ordered, rooms, notes, wants })
}

/// What would be about the text is about the file.
fn in_table(why: ListRefused, lang: Lang) -> Errors {
    match why.field() {
        Some("text") => Errors::of(FieldError::new("table", why.say(lang))),
        _ => Errors::refused(why, lang),
    }
}
