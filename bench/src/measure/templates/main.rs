
type Calling<'a> = Pin<Box<dyn Future<Output = usize> + Send + 'a>>;

static CALLS: &[fn(&Client) -> Calling<'_>] = &[
    TABLE
];

fn main() {
    let client = Client::new(std::env::args().nth(1).unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let total: usize = runtime.block_on(async {
        let mut total = 0;
        for call in CALLS {
            total += call(&client).await;
        }
        total
    });
    println!("{total}");
}
