namespace Tarn.Sources.Generation.Clickstream;

/// <summary>The words that visitors, pages and products are made of, as JSON has them in UTF-8.</summary>
internal static class ClickWords
{
    public static readonly string[] FirstNames =
    [
        "anna", "ben", "carla", "david", "elena", "felix", "grace", "henry", "ines", "jonas", "karin", "liam", "maria",
        "noah", "olivia", "paul", "quinn", "rosa", "samuel", "theresa", "umberto", "vera", "walter", "yusuf",
    ];

    public static readonly string[] LastNames =
    [
        "adams", "becker", "costa", "dubois", "evans", "fischer", "garcia", "hansen", "ito", "jensen", "kowalski",
        "lopez", "moreau", "novak", "olsen", "peters", "quist", "rossi", "smith", "turner", "urban", "vogel", "weber",
    ];

    /// <summary>Domains that stand in no mail (RFC 2606).</summary>
    public static readonly string[] MailDomains = ["example.com", "example.org", "example.net", "mail.example"];

    private const string WebKit = "AppleWebKit/537.36 (KHTML, like Gecko)";
    private const string Apple = "AppleWebKit/605.1.15 (KHTML, like Gecko)";

    public static readonly (string Agent, string Device)[] Browsers =
    [
        ($"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WebKit} Chrome/124.0.0.0 Safari/537.36", "desktop"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:125.0) Gecko/20100101 Firefox/125.0", "desktop"),
        ($"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {Apple} Version/17.4 Safari/605.1.15", "desktop"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0", "desktop"),
        ($"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) {Apple} Mobile/15E148", "mobile"),
        ($"Mozilla/5.0 (Linux; Android 14; Pixel 8) {WebKit} Chrome/124.0.0.0 Mobile Safari/537.36", "mobile"),
        ($"Mozilla/5.0 (Linux; Android 13; SM-A546B) {WebKit} Chrome/123.0.0.0 Mobile Safari/537.36", "mobile"),
        ($"Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) {Apple} Version/17.4 Safari/605.1.15", "tablet"),
    ];

    public static readonly string[] Bots =
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
        "python-requests/2.31.0",
        "curl/8.5.0",
    ];

    /// <summary>Country, its currency, what a euro is there, and visitors of a hundred.</summary>
    public static readonly (string Country, string Currency, double Rate, int Percent)[] Countries =
    [
        ("US", "USD", 1.1, 30), ("GB", "GBP", 0.85, 16), ("DE", "EUR", 1, 16), ("FR", "EUR", 1, 10),
        ("ES", "EUR", 1, 6), ("NL", "EUR", 1, 5), ("CA", "USD", 1.1, 6), ("SE", "SEK", 11.4, 4), ("CH", "CHF", 0.97, 4),
        ("JP", "JPY", 165, 3),
    ];

    public static readonly string[] Pages =
    [
        "/", "/", "/", "/sale", "/new", "/category/lighting", "/category/kitchen", "/category/garden",
        "/category/office", "/about", "/help/returns", "/account", "/stores",
    ];

    public static readonly string[] Referrers =
    [
        "https://www.google.com/", "https://www.bing.com/", "https://duckduckgo.com/", "https://www.instagram.com/",
        "https://www.facebook.com/", "https://news.example/gift-guide", "https://blog.example/ten-lamps",
    ];

    public static readonly string[] Campaigns =
    [
        "?utm_source=newsletter&utm_medium=email", "?utm_source=instagram&utm_medium=social", "?gclid=EAIaIQobChMI", "",
        "", "", "", "",
    ];

    public static readonly string[] Searches =
    [
        "lamp", "desk lamp", "mug", "garden chair", "vase", "candle", "notebook", "gift under 20", "wooden tray",
        "gie\u00DFkanne",
    ];

    public static readonly string[] Adjectives =
        ["Small", "Large", "Vintage", "Modern", "Rustic", "Nordic", "Striped", "Plain", "Folding", "Everyday"];

    public static readonly string[] Materials =
        ["Oak", "Brass", "Linen", "Ceramic", "Glass", "Steel", "Bamboo", "Wool", "Cork", "Emaill\u00E9"];

    public static readonly (string Name, string Category)[] Goods =
    [
        ("Desk Lamp", "lighting"), ("Lantern", "lighting"), ("Mug", "kitchen"), ("Bowl", "kitchen"),
        ("Bread Bin", "kitchen"), ("Watering Can", "garden"), ("Chair", "garden"), ("Planter", "garden"),
        ("Notebook", "office"), ("Pen Tray", "office"), ("Vase", "living"), ("Cushion 20\\\" x 20\\\"", "living"),
    ];
}
