// Included in two modules, which differ in who derives `Deserialize`.

use super::Sum;

#[derive(Debug, Deserialize)]
pub(crate) struct Link {
    pub(crate) id: String,
    pub(crate) institution: String,
    pub(crate) access_mode: Option<String>,
    pub(crate) last_accessed_at: Option<String>,
    pub(crate) status: String,
    pub(crate) created_by: Option<String>,
    pub(crate) refresh_rate: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Problem {
    pub(crate) code: String,
    pub(crate) message: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct TokenChallenge {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) request_id: String,
    pub(crate) session: String,
    pub(crate) expiry: u64,
    pub(crate) link: String,
}

impl Sum for Link {
    fn sum(&self) -> usize {
        let optional = [
            &self.access_mode,
            &self.last_accessed_at,
            &self.created_by,
            &self.refresh_rate,
        ];
        let optional: usize = optional
            .into_iter()
            .map(|text| text.as_ref().map_or(0, String::len))
            .sum();
        self.id.len() + self.institution.len() + self.status.len() + optional
    }
}

impl Sum for Problem {
    fn sum(&self) -> usize {
        self.code.len() + self.message.len()
    }
}

impl Sum for TokenChallenge {
    fn sum(&self) -> usize {
        let Self {
            code,
            message,
            request_id,
            session,
            expiry,
            link,
        } = self;
        let texts = [code, message, request_id, session, link];
        let texts: usize = texts.into_iter().map(String::len).sum();
        texts + usize::try_from(*expiry).unwrap_or(usize::MAX)
    }
}
