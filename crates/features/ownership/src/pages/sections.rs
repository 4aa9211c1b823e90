//! What this feature shows on the desk.

use super::scene::Scene;
use community::{Provider, Section, SectionRow, Sections, Viewer};
use std::sync::Arc;
use store::{Fault, Reader};
use web::CommunityContext;

/// For the program that puts the features together.
pub fn sections() -> Sections {
    Sections { tools: vec![Arc::new(Tools)], ..Sections::default() }
}

/// Where somebody with powers goes from the desk.
struct Tools;

impl Provider for Tools {
    fn section(
        &self,
        _: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        let rows = vec![SectionRow::new(s.t.instruments()).href(format!("{}/instruments", s.base))];
        Ok(Some(Section {
            code: "ownership_tools".into(),
            title: s.t.ownership(),
            rows,
            ..Section::default()
        }))
    }
}
