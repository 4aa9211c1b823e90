//! Everything the site holds of a person, for that person: this crate's own, and what the features above give.

use crate::Settings;
use crate::people_store::{ALL_SESSIONS, Person, Session};
use axum::Extension;
use axum::extract::State;
use kernel::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Fault, Reader};
use web::ids::{PersonId, SessionId};
use web::{Answer, Caller, Reply, Site, Wants};

/// One's own account as data. Hashes of passwords and tokens are left out: they say nothing and open doors.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct OwnData {
    #[schema(value_type = String)]
    pub person: PersonId,
    pub email: Option<String>,
    pub lang: String,
    pub operator: bool,
    /// RFC 3339, like every time here.
    pub created_at: String,
    pub sessions: Vec<OwnSession>,
}

/// The whole file.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub(crate) struct Exported {
    #[serde(flatten)]
    account: OwnData,
    /// What each feature keeps, under its name: memberships and applications under `communities`, orders under
    /// `market`.
    #[schema(value_type = Object)]
    kept: BTreeMap<&'static str, serde_json::Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct OwnSession {
    #[schema(value_type = String)]
    pub id: SessionId,
    pub agent: String,
    pub created_at: String,
    pub last_seen_at: String,
    pub expires_at: String,
    pub revoked_at: Option<String>,
}

/// None when there is no such person.
pub fn export_own_data(reader: &mut Reader, person: PersonId) -> Result<Option<OwnData>, Fault> {
    let Some(row) = reader.find::<Person>(&person)? else { return Ok(None) };
    let mut sessions = Vec::new();
    for (key, _) in reader.rows::<(Vec<u8>, SessionId)>(ALL_SESSIONS, &[&person])? {
        if let Some(session) = reader.find::<Session>(&key)? {
            sessions.push(OwnSession {
                id: session.id,
                agent: session.agent,
                created_at: session.created_at_us.to_string(),
                last_seen_at: session.last_seen_at_us.to_string(),
                expires_at: session.expires_at_us.to_string(),
                revoked_at: session.revoked_at_us.map(|at: Timestamp| at.to_string()),
            });
        }
    }
    Ok(Some(OwnData {
        person,
        email: row.email,
        lang: row.lang,
        operator: row.operator,
        created_at: row.created_at_us.to_string(),
        sessions,
    }))
}

/// One's own data, as a file.
#[utoipa::path(get, path = "/me/data", tag = "people", responses((status = 200, body = Exported), (status = 401, body = web::ProblemBody)))]
pub(crate) async fn get(
    caller: Caller,
    State(site): State<Site>,
    Extension(settings): Extension<Settings>,
) -> Answer {
    let person = caller.person()?;
    let data = site.db.read(move |reader| export_own_data(reader, person)).await?;
    let account = data.ok_or_else(web::Problem::not_found)?;
    let mut kept = BTreeMap::new();
    for feature in settings.above.iter() {
        kept.insert(feature.name(), feature.export(&site, person).await?);
    }
    let data = Exported { account, kept };
    match caller.wants {
        Wants::Json => Reply::json(&data),
        Wants::Html => {
            let text = serde_json::to_string_pretty(&data).map_err(web::Problem::fault)?;
            Reply::download("application/json", "hehuo-my-data.json", text)
        }
    }
}
