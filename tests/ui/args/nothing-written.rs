use callpoint::endpoint;

#[endpoint]
struct ListLinks {
    page: Option<u32>,
}

async fn run(client: &callpoint::Client) {
    let answer = ListLinks::new().page(2).call(client).await;
    println!("{}", answer.unwrap().len());
}

fn main() {}
