using System.Globalization;
using System.Text;

namespace Tarn.Sources.Generation.Clickstream;

/// <summary>A product of the shop and the pieces of JSON that speak of it.</summary>
internal sealed class ClickProduct
{
    private const int Products = 600;

    private readonly byte[][] _priced;

    private ClickProduct(int number)
    {
        (string name, string category) = ClickWords.Goods[number % ClickWords.Goods.Length];
        string adjective = ClickWords.Adjectives[number * 7 % ClickWords.Adjectives.Length];
        string material = ClickWords.Materials[number * 3 / ClickWords.Goods.Length % ClickWords.Materials.Length];
        string id = string.Create(CultureInfo.InvariantCulture, $"P{1000 + number}");
        double euros = 3.9 + (number * number % 397 * 0.5);
        Page = Encoding.UTF8.GetBytes($"/product/{id}");
        _priced =
        [
            .. ClickWords.Countries.Select(country => Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"\"product_id\":\"{id}\",\"product_name\":\"{adjective} {material} {name}\","
                + $"\"category\":\"{category}\",\"price\":{PriceOf(euros * country.Rate)}"))),
        ];
    }

    public static ClickProduct[] All { get; } = [.. Enumerable.Range(0, Products).Select(n => new ClickProduct(n))];

    public byte[] Page { get; }

    /// <summary>Fields of id, name, category and price.</summary>
    /// <param name="country">Its place among those of the shop, whose currency the price is in.</param>
    public ReadOnlySpan<byte> Priced(int country) => _priced[country];

    /// <summary>Few products are what most look at.</summary>
    public static ClickProduct Popular(Chance chance)
    {
        double place = chance.Unit();
        return All[(int)(place * place * Products)];
    }

    /// <summary>Whole yen; else something and 90 or 95 hundredths.</summary>
    private static string PriceOf(double amount) => amount > 400
        ? Math.Round(amount).ToString("0", CultureInfo.InvariantCulture)
        : (Math.Floor(amount) + ((int)amount % 2 == 0 ? 0.9 : 0.95)).ToString("0.00", CultureInfo.InvariantCulture);
}
