//! What making the orders of a list came to, for programs.

use crate::ops::BuyerAnswer;
use crate::trouble;
use serde::Serialize;
use utoipa::ToSchema;

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrderedAnswer {
    /// Orders made now.
    placed: Vec<String>,
    /// Unpaid orders that were called off.
    called_off: Vec<String>,
    /// Unpaid orders that the list takes back and that nobody has agreed to call off.
    not_agreed: Vec<String>,
    /// Names with what could not be ordered for them.
    troubles: Vec<NameTroubles>,
}

#[derive(Debug, Serialize, ToSchema)]
struct NameTroubles {
    name: String,
    troubles: Vec<NamedTrouble>,
}

#[derive(Debug, Serialize, ToSchema)]
struct NamedTrouble {
    item: i64,
    #[schema(value_type = String)]
    why: trouble::Why,
}

impl OrderedAnswer {
    pub(super) fn of(answers: &[(String, BuyerAnswer)]) -> OrderedAnswer {
        let troubled = answers.iter().filter(|(_, answer)| !answer.troubles.is_empty());
        let troubles = troubled.map(|(name, answer)| NameTroubles {
            name: name.clone(),
            troubles: answer
                .troubles
                .iter()
                .map(|(item, why)| NamedTrouble { item: *item, why: *why })
                .collect(),
        });
        OrderedAnswer {
            placed: answers.iter().filter_map(|(_, answer)| answer.placed).map(|id| id.to_string()).collect(),
            called_off: answers
                .iter()
                .flat_map(|(_, answer)| &answer.called_off)
                .map(ToString::to_string)
                .collect(),
            not_agreed: answers
                .iter()
                .flat_map(|(_, answer)| &answer.not_agreed)
                .map(ToString::to_string)
                .collect(),
            troubles: troubles.collect(),
        }
    }
}
