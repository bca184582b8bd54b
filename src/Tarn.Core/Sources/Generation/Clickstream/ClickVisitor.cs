namespace Tarn.Sources.Generation.Clickstream;

/// <summary>Who has a session: the fields that are the same in all of its events, as bytes of JSON.</summary>
internal sealed class ClickVisitor
{
    private const int Users = 40_000;
    private const int BytesMax = 640;
    private const double IsSixShare = 0.2;

    private static readonly int[] CountryOfPercent =
    [
        .. ClickWords.Countries.SelectMany((country, place) => Enumerable.Repeat(place, country.Percent)),
    ];

    private readonly byte[] _fields = new byte[BytesMax];
    private readonly byte[] _sessionId = new byte[16];
    private readonly byte[] _address = new byte[16];
    private string _agent = "";
    private string _device = "";
    private bool _isSix;
    private int _length;

    /// <summary>Number of the user; null as long as nobody has logged in.</summary>
    public int? User { get; private set; }

    /// <summary>Place of the country among those of the shop.</summary>
    public int Country { get; private set; }

    /// <summary>From <c>"session_id"</c> to <c>"device"</c>.</summary>
    public ReadOnlySpan<byte> Fields => _fields.AsSpan(0, _length);

    /// <summary>Makes it somebody else, who has not logged in.</summary>
    public void Renew(Chance chance, bool isBot)
    {
        chance.Fill(_sessionId);
        chance.Fill(_address);
        _isSix = chance.Is(IsSixShare);
        (_agent, _device) = isBot ? (chance.Of(ClickWords.Bots), "bot") : chance.Of(ClickWords.Browsers);
        Country = chance.Of(CountryOfPercent);
        User = null;
        Write();
    }

    public void LogIn(Chance chance)
    {
        User = chance.Below(Users);
        Write();
    }

    /// <summary>A user's address, always the same.</summary>
    /// <param name="at">How the sign in its middle is written.</param>
    public static void AddEmail(ref JsonLine line, int user, ReadOnlySpan<byte> at)
    {
        line.Add(ClickWords.FirstNames[user % ClickWords.FirstNames.Length]);
        line.Add("."u8);
        line.Add(ClickWords.LastNames[user / ClickWords.FirstNames.Length % ClickWords.LastNames.Length]);
        line.Add(user);
        line.Add(at);
        line.Add(ClickWords.MailDomains[user % ClickWords.MailDomains.Length]);
    }

    private void Write()
    {
        JsonLine line = new(_fields);
        line.Add("\"session_id\":\"s-"u8);
        line.AddHex(_sessionId.AsSpan(0, 8));
        line.Add("\",\"user_id\":"u8);
        if (User is { } user)
        {
            line.Add("\"u"u8);
            line.Add(100_000 + user);
            line.Add("\",\"email\":\""u8);
            AddEmail(ref line, user, "@"u8);
            line.Add("\""u8);
        }
        else
        {
            line.Add("null,\"email\":null"u8);
        }

        line.Add(",\"ip\":\""u8);
        AddAddress(ref line);
        line.Add("\",\"user_agent\":\""u8);
        line.Add(_agent);
        line.Add("\",\"country\":\""u8);
        line.Add(ClickWords.Countries[Country].Country);
        line.Add("\",\"device\":\""u8);
        line.Add(_device);
        line.Add("\""u8);
        _length = line.Length;
    }

    /// <summary>
    /// IPv4 addresses are of networks that are given to providers, IPv6 addresses of the network for examples
    /// (RFC 3849).
    /// </summary>
    private void AddAddress(ref JsonLine line)
    {
        if (!_isSix)
        {
            line.Add(77 + (_address[0] % 20));
            for (int part = 1; part < 4; part++)
            {
                line.Add("."u8);
                line.Add((int)_address[part]);
            }

            return;
        }

        line.Add("2001:db8"u8);
        for (int part = 0; part < 6; part++)
        {
            line.Add(":"u8);
            line.AddHex(_address.AsSpan(part * 2, 2));
        }
    }
}
