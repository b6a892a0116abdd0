#[endpoint(GET, "/link", message, 204 => (), 400 => Problem, #[message] 404 => Vec<Missing>, #[message(detail)] 409 => Clash(Problem), 410 => ())]
struct GetLink;
