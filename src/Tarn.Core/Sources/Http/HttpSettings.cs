namespace Tarn.Sources.Http;

/// <summary>How an HTTP service is reached and treated.</summary>
public sealed record HttpSettings
{
    public static Uri Nowhere { get; } = new("http://unknown.invalid/");

    /// <summary>What paths of feeds are relative to; ends in a slash.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>How requests say who asks; null when nobody needs to know.</summary>
    public HttpAuthorization? Authorization { get; init; }

    /// <summary>Sent with each request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The longest that one request may take.</summary>
    public TimeSpan TimeMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest answer that is taken, after decompression.</summary>
    public long ResponseBytesMax { get; init; } = 64L << 20;

    /// <summary>How often what failed and may work later is tried again.</summary>
    public int RetriesMax { get; init; } = 5;

    /// <summary>Before the first retry; twice as long before each further one, unless the server says it.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Without secrets.</summary>
    public override string ToString() => BaseUrl.GetLeftPart(UriPartial.Path);
}
