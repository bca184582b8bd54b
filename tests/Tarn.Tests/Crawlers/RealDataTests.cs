using Tarn.Catalog.Entries;
using Tarn.Crawlers;
using Tarn.Engine;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Crawlers;

/// <summary>Real data sets: which tables come out, and that each answers what the engine says of the files.</summary>
public sealed class RealDataTests : IDisposable
{
    private readonly CrawlRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Wikipedia_edits()
    {
        Copy("wiki", RealData.Require("clickstream", "wikiticker-2015-09-12-sampled.json.gz"));

        await CrawlAsync("raw.wiki");

        Assert.Equal(
            "time timestamp, channel string, cityname string, comment string, countryisocode string,"
            + " countryname string, isanonymous boolean, isminor boolean, isnew boolean, isrobot boolean,"
            + " isunpatrolled boolean, metrocode int, namespace string, page string, regionisocode string,"
            + " regionname string, user string, delta int, added int, deleted int",
            await _rig.ColumnsAsync("raw.wiki"));
        await AssertSameAsync(
            "SELECT count(*), sum(delta), count(cityname), sum(isanonymous::INT) FROM raw.wiki",
            "SELECT count(*), sum(delta), count(cityName), sum(isAnonymous::INT) FROM read_json('{0}/*.json.gz')",
            "wiki");
    }

    [Fact]
    public async Task A_web_log()
    {
        Copy("weblog", RealData.Require("clickstream", "apache_access_10k.log.gz"));

        await CrawlAsync("raw.weblog");

        Assert.Equal(
            "clientip string, ident string, auth string, timestamp timestamp, verb string, request string,"
            + " httpversion double, rawrequest string, response int, bytes bigint, referrer string, agent string",
            await _rig.ColumnsAsync("raw.weblog"));
        await AssertSameAsync(
            "SELECT count(*), count(DISTINCT clientip), sum(bytes), sum((response = 404)::INT) FROM raw.weblog",
            """
            SELECT count(*), count(DISTINCT split_part(l, ' ', 1)),
              sum(try_cast(regexp_extract(l, '" [0-9]+ ([0-9]+) ', 1) AS BIGINT)),
              sum((regexp_extract(l, '" ([0-9]+) ', 1) = '404')::INT)
            FROM read_csv('{0}/*.log.gz', columns = {{'l': 'VARCHAR'}}, delim = '~~~', quote = '', escape = '',
              header = false, auto_detect = false)
            """,
            "weblog");
    }

    [Fact]
    public async Task Daily_drops_of_a_shop()
    {
        Copy("sales", Directory.GetFiles(RealData.Require("retail", "online_retail"), "*.csv"));

        await CrawlAsync("raw.sales");

        Assert.Equal(
            "invoiceno string, stockcode string, description string, quantity int, invoicedate timestamp,"
            + " unitprice double, customerid double, country string",
            await _rig.ColumnsAsync("raw.sales"));
        await AssertSameAsync(
            """
            SELECT count(*), count(customerid), sum(quantity), sum((invoiceno LIKE 'C%')::INT),
              max(invoicedate)::VARCHAR
            FROM raw.sales
            """,
            """
            SELECT count(*), count(CustomerID), sum(Quantity), sum((InvoiceNo LIKE 'C%')::INT),
              max(InvoiceDate)::VARCHAR
            FROM read_csv('{0}/*.csv', types = {{'InvoiceNo': 'VARCHAR'}})
            """,
            "sales");
    }

    [Fact]
    public async Task Tables_of_a_film_shop_between_bars()
    {
        Copy("sakila", Directory.GetFiles(RealData.Require("orders", "sakila"), "*.csv"));

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Equal(
            [
                "actor", "address", "category", "city", "country", "customer", "film", "film_actor", "film_category",
                "film_list", "film_text", "inventory", "language", "payment", "rental", "staff", "store",
            ],
            report.Tables.Select(table => table.Name["raw.".Length..]));
        TableEntry payment = (await _rig.FindAsync("raw.payment"))!;
        Assert.Equal(('|', "sakila/payment.csv"), (payment.Storage!.Csv!.Delimiter, payment.Storage.Prefix));
        Assert.Equal(
            "payment_id int, customer_id int, staff_id int, rental_id int, amount double, payment_date timestamp,"
            + " last_update timestamp",
            await _rig.ColumnsAsync("raw.payment"));
        await AssertSameAsync(
            """
            SELECT count(*), round(sum(p.amount), 2), count(DISTINCT c.last_name)
            FROM raw.payment p JOIN raw.customer c USING (customer_id)
            """,
            """
            SELECT count(*), round(sum(p.amount), 2), count(DISTINCT c.last_name)
            FROM read_csv('{0}/payment.csv', delim = '|') p JOIN read_csv('{0}/customer.csv', delim = '|') c
            USING (customer_id)
            """,
            "sakila");
    }

    [Fact]
    public async Task Months_of_trips_whose_types_drift()
    {
        Copy("green", Directory.GetFiles(RealData.Require("taxi"), "green_tripdata_*.parquet"));

        await CrawlAsync("raw.green");

        string columns = (await _rig.ColumnsAsync("raw.green"))!;
        Assert.Contains("vendorid bigint", columns, StringComparison.Ordinal);
        Assert.Contains("pulocationid bigint", columns, StringComparison.Ordinal);
        Assert.Contains("ehail_fee double", columns, StringComparison.Ordinal);
        await AssertSameAsync(
            "SELECT count(*), sum(vendorid), round(sum(fare_amount), 2), count(passenger_count) FROM raw.green",
            """
            SELECT count(*), sum(VendorID), round(sum(fare_amount), 2), count(passenger_count)
            FROM read_parquet('{0}/*.parquet', union_by_name = true)
            """,
            "green");
    }

    [Fact]
    public async Task Months_of_trips_as_text_and_a_truncated_upload()
    {
        Copy("yellow", Directory.GetFiles(RealData.Require("taxi", "yellow_2019"), "*.csv"));
        Copy("cut", RealData.Require("taxi", "yellow_tripdata_2024-01.TRUNCATED.parquet"));

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Equal(["raw.yellow"], report.Tables.Select(table => table.Name));
        Assert.Equal("cut/yellow_tripdata_2024-01.TRUNCATED.parquet", Assert.Single(report.Junk).Key);
        await AssertSameAsync(
            "SELECT count(*), round(sum(total_amount), 2), count(congestion_surcharge) FROM raw.yellow",
            """
            SELECT count(*), round(sum(total_amount), 2), count(congestion_surcharge)
            FROM read_csv('{0}/*.csv', delim = ',', header = true, strict_mode = false, union_by_name = true,
              types = {{'congestion_surcharge': 'DOUBLE'}})
            """,
            "yellow");
    }

    private void Copy(string folder, params string[] files)
    {
        foreach (string file in files)
        {
            _rig.Drop($"{folder}/{Path.GetFileName(file)}", File.ReadAllBytes(file));
        }
    }

    private async Task CrawlAsync(string table)
    {
        CrawlReport report = await _rig.CrawlAsync();
        (string, TableOutcome)[] tables = [.. report.Tables.Select(found => (found.Name, found.Outcome))];
        Assert.Equal([(table, TableOutcome.Created)], tables);
        Assert.Empty(report.Junk);
    }

    private async Task AssertSameAsync(string sql, string sqlOnFiles, string folder)
    {
        using DuckInstance engine = DuckInstance.Open(new EngineOptions { Threads = 1 });
        using DuckConnection connection = engine.Connect();
        string place = _rig.PathOf(folder).Replace("'", "''", StringComparison.Ordinal);
        IReadOnlyList<object?[]> expected = await connection.QueryAllAsync(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, sqlOnFiles, place),
            TestContext.Current.CancellationToken);
        string[] rows =
            [.. expected.Select(row => string.Join('|', row.Select(value => FormattableString.Invariant($"{value}"))))];
        Assert.Equal(rows, await _rig.QueryAsync(sql));
    }
}
