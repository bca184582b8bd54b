namespace Tarn.Sources.Generation.Clickstream;

/// <summary>
/// What visitors do next, in hundredths: of a hundred sessions some five end with a purchase, as web shops report.
/// </summary>
internal static class ClickFunnel
{
    private const int BotLeaves = 2;
    private const int BotViewsProduct = 70;

    private static readonly (ClickType Next, int Percent)[] Landings =
        [(ClickType.PageView, 60), (ClickType.ProductView, 28), (ClickType.Search, 12)];

    private static readonly (ClickType Next, int Percent)[][] Choices =
    [
        // After a page, a search, a product, adding, removing, the checkout and a purchase.
        [(ClickType.ProductView, 35), (ClickType.PageView, 20), (ClickType.Search, 15), (ClickType.Leave, 30)],
        [(ClickType.ProductView, 60), (ClickType.Search, 15), (ClickType.PageView, 10), (ClickType.Leave, 15)],
        [
            (ClickType.ProductView, 37), (ClickType.PageView, 11), (ClickType.Search, 8), (ClickType.AddToCart, 16),
            (ClickType.Leave, 28),
        ],
        [
            (ClickType.ProductView, 37), (ClickType.Checkout, 28), (ClickType.RemoveFromCart, 10),
            (ClickType.Leave, 25),
        ],
        [(ClickType.ProductView, 45), (ClickType.PageView, 15), (ClickType.Leave, 40)],
        [(ClickType.Purchase, 62), (ClickType.PageView, 8), (ClickType.Leave, 30)],
        [(ClickType.PageView, 20), (ClickType.Leave, 80)],
    ];

    private static readonly ClickType[] Landing = Spread(Landings);
    private static readonly ClickType[][] After = [.. Choices.Select(Spread)];

    public static ClickType First(Chance chance) => chance.Of(Landing);

    public static ClickType Next(Chance chance, ClickType last) => chance.Of(After[(int)last]);

    /// <summary>Bots read pages and products, and go on and on.</summary>
    public static ClickType NextOfBot(Chance chance) => chance.Below(100) switch
    {
        < BotLeaves => ClickType.Leave,
        < BotLeaves + BotViewsProduct => ClickType.ProductView,
        _ => ClickType.PageView,
    };

    /// <summary>A hundred entries, so that a choice is one look.</summary>
    private static ClickType[] Spread((ClickType Next, int Percent)[] choices) =>
        [.. choices.SelectMany(choice => Enumerable.Repeat(choice.Next, choice.Percent))];
}
