//! What pick-up keeps of people, for their export and erasure.
//!
//! Not a rule: it reads rows.

use crate::hours::date_of;
use crate::ops::forget_member;
use crate::pickup_store::{read_help_of, read_of_buyer};
use crate::rows::{CalendarLink, Pickup, PickupHelper, PickupPoint};
use community::{KeptByMember, PlaceOfPerson};
use kernel::Zone;
use serde_json::{Value, json};
use store::{Db, Fault, Reader};

/// For the feature below, which asks every feature.
pub fn personal_data(db: Db) -> KeptByMember {
    KeptByMember { db, name: "pickup", export: export_place, forget: forget_member }
}

/// Where and when the person fetched what, and to whom it was given instead; and where they help or have helped.
fn export_place(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Value, Fault> {
    let mut pickups = Vec::new();
    for id in read_of_buyer(reader, place.community, place.member)? {
        let Some(pickup) = reader.find::<Pickup>(&(place.community, id))? else { continue };
        let point = reader.find::<PickupPoint>(&(place.community, pickup.point_id))?;
        pickups.push(json!({
            "order": pickup.order_id,
            "point": point.map(|point| point.name),
            "starts_at": pickup.starts_at_us.to_string(),
            "ends_at": pickup.ends_at_us.to_string(),
            "state": pickup.state,
            "neighbour": pickup.neighbour,
            "handed_to": pickup.handed_to,
            "handed_over_at": pickup.gone_at_us.map(|at| at.to_string()),
        }));
    }
    let calendar = reader.find::<CalendarLink>(&(place.community, place.member))?;
    let calendar = calendar.filter(|link| link.token_hash.is_some()).map(|link| link.made_at_us.to_string());
    Ok(json!({
        "community": place.slug,
        "pickups": pickups,
        "helped": helped(reader, place)?,
        "calendar_link_made_at": calendar,
    }))
}

fn helped(reader: &mut Reader, place: &PlaceOfPerson) -> Result<Vec<Value>, Fault> {
    // Days are counted in the community's zone already.
    let zone = Zone::utc();
    let mut helped = Vec::new();
    for (point, number) in read_help_of(reader, place.community, place.member)? {
        let row = reader.find::<PickupHelper>(&(place.community, point, number))?;
        let name = reader.find::<PickupPoint>(&(place.community, point))?.map(|point| point.name);
        helped.extend(row.map(|row| {
            json!({
                "point": name,
                "from": date_of(row.from_day, &zone),
                "until": row.until_day.map(|day| date_of(day, &zone)),
                "said_at": row.made_at_us.to_string(),
                "ended_at": row.ended_at_us.map(|at| at.to_string()),
            })
        }));
    }
    Ok(helped)
}
