using System.Text;

namespace Tarn.Sources.Generation.Clickstream;

/// <summary>Writes what happens in a session as one JSON object.</summary>
internal sealed class ClickEventJson(Chance chance)
{
    /// <summary>No event is longer.</summary>
    public const int BytesMax = 2048;

    private const double FromOutsideShare = 0.6;

    /// <summary>Of the pages that users come to through a letter, whose address has their own in it.</summary>
    private const double LetterShare = 0.03;

    private static readonly byte[][] Types =
    [
        .. new[] { "page_view", "search", "product_view", "add_to_cart", "remove_from_cart", "checkout", "purchase" }
            .Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Pages = [.. ClickWords.Pages.Select(Encoding.UTF8.GetBytes)];
    private static readonly byte[] SearchPage = [.. "/search"u8];
    private static readonly byte[] CartPage = [.. "/cart"u8];
    private static readonly byte[] CheckoutPage = [.. "/checkout"u8];
    private static readonly byte[] ThanksPage = [.. "/checkout/thanks"u8];

    private readonly byte[] _id = new byte[16];

    /// <param name="session">Its current event is written, and its page set.</param>
    /// <param name="at">When it happened.</param>
    public void Write(ref JsonLine line, ClickSession session, DateTimeOffset at)
    {
        line.Add("{\"event_id\":\""u8);
        AddId(ref line);
        line.Add("\",\"event_type\":\""u8);
        line.Add(Types[(int)session.Current]);
        line.Add("\",\"event_at\":\""u8);
        line.Add(at);
        line.Add("\","u8);
        line.Add(session.Visitor.Fields);
        AddPages(ref line, session);
        AddProduct(ref line, session);
        line.Add("}"u8);
    }

    /// <summary>A version 4 UUID (RFC 9562).</summary>
    private void AddId(ref JsonLine line)
    {
        chance.Fill(_id);
        _id[6] = (byte)((_id[6] & 0x0F) | 0x40);
        _id[8] = (byte)((_id[8] & 0x3F) | 0x80);
        line.AddHex(_id.AsSpan(0, 4));
        for (int part = 4; part < 10; part += 2)
        {
            line.Add("-"u8);
            line.AddHex(_id.AsSpan(part, 2));
        }

        line.Add("-"u8);
        line.AddHex(_id.AsSpan(10, 6));
    }

    private void AddPages(ref JsonLine line, ClickSession session)
    {
        byte[] page = PageOf(session);
        session.Page = page;
        line.Add(",\"page\":\""u8);
        line.Add(page);
        line.Add("\",\"url\":\"https://shop.example"u8);
        line.Add(page);
        if (session.Current == ClickType.Search)
        {
            line.Add("?q="u8);
            line.Add(chance.Of(ClickWords.Searches).Replace(' ', '+'));
        }
        else if (session.PreviousPage is null)
        {
            AddCampaign(ref line, session);
        }

        line.Add("\",\"referrer\":"u8);
        if (session.PreviousPage is { } previous)
        {
            line.Add("\"https://shop.example"u8);
            line.Add(previous);
            line.Add("\""u8);
        }
        else if (!session.IsBot && chance.Is(FromOutsideShare))
        {
            line.Add("\""u8);
            line.Add(chance.Of(ClickWords.Referrers));
            line.Add("\""u8);
        }
        else
        {
            line.Add("null"u8);
        }
    }

    private void AddCampaign(ref JsonLine line, ClickSession session)
    {
        if (session.Visitor.User is { } user && chance.Is(LetterShare))
        {
            line.Add("?utm_source=letter&to="u8);
            ClickVisitor.AddEmail(ref line, user, "%40"u8);
        }
        else
        {
            line.Add(chance.Of(ClickWords.Campaigns));
        }
    }

    private byte[] PageOf(ClickSession session) => session.Current switch
    {
        ClickType.Search => SearchPage,
        ClickType.ProductView => session.Product!.Page,
        ClickType.AddToCart or ClickType.RemoveFromCart => CartPage,
        ClickType.Checkout => CheckoutPage,
        ClickType.Purchase => ThanksPage,
        _ => chance.Of(Pages),
    };

    private static void AddProduct(ref JsonLine line, ClickSession session)
    {
        int country = session.Visitor.Country;
        line.Add(","u8);
        line.Add(session.Product is { } product
            ? product.Priced(country)
            : "\"product_id\":null,\"product_name\":null,\"category\":null,\"price\":null"u8);
        line.Add(",\"quantity\":"u8);
        if (session.Quantity > 0)
        {
            line.Add(session.Quantity);
        }
        else
        {
            line.Add("null"u8);
        }

        line.Add(",\"currency\":\""u8);
        line.Add(ClickWords.Countries[country].Currency);
        line.Add("\""u8);
    }
}
