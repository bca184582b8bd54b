using Tarn.Common;

namespace Tarn.Sources.Generation.Clickstream;

/// <summary>How much of a clickstream is not what one would wish for; each is a share from 0 to 1.</summary>
public sealed record ClickstreamMix
{
    /// <summary>Of sessions; those of bots are longer than others, so their share of records is higher.</summary>
    public double Bots { get; init; } = 0.01;

    /// <summary>Of records that come again, byte by byte, a second to five minutes later.</summary>
    public double Duplicates { get; init; } = 0.01;

    /// <summary>Of records that are cut off, have values of a wrong type, or are no JSON.</summary>
    public double Malformed { get; init; } = 0.005;

    /// <summary>Of records whose event was a minute to a day before they are sent.</summary>
    public double Late { get; init; } = 0.02;

    /// <exception cref="TarnException"><c>TN1005</c>: a share is not from 0 to 1.</exception>
    public void Validate()
    {
        Require("bots", Bots);
        Require("duplicates", Duplicates);
        Require("malformed", Malformed);
        Require("late", Late);
    }

    private static void Require(string what, double share)
    {
        if (share is not (>= 0 and <= 1))
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                FormattableString.Invariant($"The share of {what} is {share}; expected 0 to 1."));
        }
    }
}
