using Tarn.Common;

namespace Tarn.Streams.Prefixes;

/// <summary>Says what is wrong with the text of a prefix, and where.</summary>
internal static class PrefixErrors
{
    /// <param name="text">The whole prefix.</param>
    /// <param name="index">Of the character that is wrong, from 0.</param>
    /// <param name="message">Begins in lower case.</param>
    /// <param name="hint">What to write instead.</param>
    public static TarnException At(string text, int index, string message, string? hint = null) =>
        new(ErrorCodes.BadArgument, $"prefix '{text}', character {index + 1}: {message}") { Hint = hint };
}
