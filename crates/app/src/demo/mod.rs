//! `hehuo demo`: a neighbourhood food co-op after three months, made by the operations that people use, from a
//! fixed seed. Only the calendar differs from run to run: its last week is this week.

mod agenda;
mod bringing;
mod building;
mod by_case;
mod cast;
mod chat_list;
mod complaints;
mod content;
mod decisions;
mod drawing;
mod earning;
mod giving;
mod goods;
mod matching;
mod money_in;
mod motions;
mod orders;
mod owning;
mod passing_on;
mod paying;
mod pickups;
mod raising;
mod random;
mod receipts;
mod season;
mod sharing;
mod spending;
mod stage;
mod standing;
mod story;
mod supplying;
mod together;

use crate::cli::{Demo, DemoLanguage};
use crate::commands::{Said, beside, runtime, serve};
use crate::site::{Features, Running, open_store};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Place;
use web::{IdSource, SiteConfig, SystemClock};

/// Those who can sign in, and what they type.
pub struct SignIn {
    pub role: &'static str,
    pub email: &'static str,
}

pub const PASSWORD: &str = "qingshi-lane-42";
pub const SIGN_INS: [SignIn; 4] = [
    SignIn { role: "steward  主理人", email: "steward@qingshi.example" },
    SignIn { role: "treasurer 司库", email: "treasurer@qingshi.example" },
    SignIn { role: "member   成员", email: "member@qingshi.example" },
    // Of the orchard: what the co-op orders of a supplier, and what it owes them.
    SignIn { role: "supplier 供货人", email: "supplier01@qingshi.example" },
];

pub(crate) fn run(options: &Demo) -> Result<(), Said> {
    serve::log();
    let metrics = serve::metrics()?;
    let folder = Folder::of(options.data.as_deref())?;
    standing::of_this_program(&folder.path)?;
    let db = open_store(&Place::Folder(folder.path.clone()))?;
    runtime()?.block_on(async {
        let listener = serve::listen(options.listen).await?;
        let address = listener.local_addr().map_err(|error| Said::because("no address", error))?;
        let mut config = SiteConfig::at(&format!("http://{address}"));
        config.simulated_payments = true;
        let (ids, files) = (IdSource::system(), files::Shelf::at(folder.path.join("files")));
        let features = Features { files, ..Features::usual(&ids) };
        let running = Running::with(db, Arc::new(SystemClock), ids, config, features);
        let english = options.lang == DemoLanguage::En;
        if standing::may_be_made(&running.site.db, &folder.path).await? {
            let start = std::time::Instant::now();
            let orders = populate(&running, english).await?;
            eprintln!(
                "Three months of the co-op, {orders} orders, made in {:.1} s.",
                start.elapsed().as_secs_f32()
            );
        }
        // Before it is said how to end it: who reads that may do so at once.
        let stop = serve::stop_signal()?;
        println!("\n  http://{address}/c/{}\n", content::SLUG);
        for sign_in in &SIGN_INS {
            println!("  {:<18} {:<28} {PASSWORD}", sign_in.role, sign_in.email);
        }
        println!("\n  Payments are simulated 模拟支付. Ctrl-C ends it.\n");
        let _beside = beside::listen(
            &Place::Folder(folder.path.clone()),
            &running.site.db,
            &running.site.config.base_url,
        );
        serve::serve(listener, &running, metrics, stop).await
    })
}

/// Makes the co-op in an empty store; answers how many orders there are.
///
/// # Errors
/// A refusal that the story does not allow for, or a fault of the store.
pub async fn populate(running: &Running, english: bool) -> Result<usize, Said> {
    let mut stage = stage::Stage::new(running, english);
    let mut agenda = agenda::Agenda::default();
    let cast = cast::assemble(&mut stage, &mut agenda).await?;
    stage.receipts = receipts::keep(&stage).await?;
    stage.picture = Some(complaints::keep(&stage).await?);
    drawing::show_goods(&stage, &cast).await?;
    pickups::plan(&stage, &mut agenda, &cast);
    season::plan(&mut stage, &mut agenda, &cast);
    let capital = decisions::plan(&mut stage, &mut agenda, &cast);
    money_in::plan(&mut stage, &mut agenda, &cast);
    let eggs = together::plan(&mut stage, &mut agenda, &cast);
    supplying::plan(&mut stage, &mut agenda, &cast, eggs);
    bringing::plan(&mut stage, &mut agenda, &cast);
    raising::plan(&mut stage, &mut agenda, &cast);
    paying::plan(&mut stage, &mut agenda, &cast);
    giving::plan(&mut stage, &mut agenda, &cast);
    let sharing = sharing::plan(&mut stage, &mut agenda, &cast)?;
    matching::plan(&mut stage, &mut agenda, &cast);
    earning::plan(&mut stage, &mut agenda, &cast, capital);
    by_case::plan(&stage, &mut agenda, &cast);
    money_in::sponsored(&mut stage, &mut agenda, &cast);
    // What a month came to can only be read once it was played.
    let then = agenda.play(&stage, sharing.at).await?;
    sharing::reckon(&stage, &cast, sharing, then).await?;
    agenda.play(&stage, stage.now).await?;
    chat_list::play(&mut stage, &cast).await?;
    let count = season::count(&stage).await?;
    cast::amend_charter(&stage, &cast).await?;
    Ok(count)
}

/// A temporary one goes away with the demo.
struct Folder {
    path: PathBuf,
    temporary: bool,
}

impl Folder {
    fn of(wanted: Option<&Path>) -> Result<Folder, Said> {
        match wanted {
            Some(path) => Ok(Folder { path: path.to_owned(), temporary: false }),
            None => {
                // By chance, and not there before: what a demo that was killed left behind is not taken up.
                let name: String =
                    IdSource::system().random::<8>().iter().map(|byte| format!("{byte:02x}")).collect();
                let path = std::env::temp_dir().join(format!("hehuo-demo-{name}"));
                std::fs::create_dir(&path).map_err(|error| Said::because("no temporary folder", error))?;
                Ok(Folder { path, temporary: true })
            }
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.temporary
            && let Err(error) = std::fs::remove_dir_all(&self.path)
        {
            eprintln!("hehuo: {} is left behind: {error}", self.path.display());
        }
    }
}
