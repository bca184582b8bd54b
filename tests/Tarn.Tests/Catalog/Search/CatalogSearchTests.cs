using Tarn.Catalog;
using Tarn.Catalog.Search;
using Tarn.Common;
using Tarn.Engine.Dialect;
using Tarn.Tests.Catalog.Entries;
using Xunit;

namespace Tarn.Tests.Catalog.Search;

public sealed class CatalogSearchTests
{
    private static readonly CatalogTable[] Tables =
    [
        new CatalogTable.View("", [], SqlDialect.Athena)
        {
            Name = TableName.Parse("marts.sales"),
            Description = "sales by City",
            Owner = "ann",
            Tags = new Dictionary<string, string> { ["pii"] = "no" },
            ColumnDescriptions = new Dictionary<string, string> { ["total"] = "in EUR" },
            ColumnTags = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["total"] = new Dictionary<string, string> { ["unit"] = "euro" },
            },
        },
        new CatalogTable.View("", [], SqlDialect.Athena)
        {
            Name = TableName.Parse("raw.city_events"),
            Entry = EntryRig.Events() with { Properties = new Dictionary<string, string> { ["k"] = "no way" } },
        },
    ];

    [Theory]
    [InlineData("CITY", "raw.city_events name;marts.sales description;raw.city_events column city")]
    [InlineData("pii=no", "marts.sales tag")]
    [InlineData("ann", "marts.sales owner")]
    [InlineData("eur", "marts.sales comment of total;marts.sales tag of total")]
    [InlineData("hour", "raw.city_events column hour")]
    [InlineData("no way", "raw.city_events property")]
    [InlineData("nothing like it", "")]
    public void Texts_are_found_where_they_are(string text, string expected) => Assert.Equal(
        expected,
        string.Join(';', CatalogSearch.Find(Tables, text).Select(match => $"{match.Table} {match.Place}")));
}
