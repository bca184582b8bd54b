using System.Net;

namespace Tarn.Common.Network;

/// <summary>What one request out of the lake may take.</summary>
public sealed record OutboundLimits
{
    /// <summary>From its start to the last byte of the answer, redirects included.</summary>
    public TimeSpan TimeMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Of the answer's body, after decompression.</summary>
    public long ResponseBytesMax { get; init; } = 1L << 20;

    public int RedirectsMax { get; init; } = 3;

    /// <summary>What the client asks for and undoes; none hands bodies on as they come.</summary>
    public DecompressionMethods Decompression { get; init; } = DecompressionMethods.None;
}
