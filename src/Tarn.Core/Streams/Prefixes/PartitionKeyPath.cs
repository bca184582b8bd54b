using System.Text.RegularExpressions;
using Tarn.Common;

namespace Tarn.Streams.Prefixes;

/// <summary>Where in a record the value of a partition key is: the part of jq that is a path of members.</summary>
public sealed partial class PartitionKeyPath
{
    private PartitionKeyPath(IReadOnlyList<string> members) => Members = members;

    /// <summary>From the outermost to the innermost; at least one.</summary>
    public IReadOnlyList<string> Members { get; }

    /// <summary>Reads a path such as <c>.customer.id</c> or <c>."customer id"</c>.</summary>
    /// <exception cref="TarnException"><c>TN1005</c>: it is none.</exception>
    public static PartitionKeyPath Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Match match = Pattern().Match(text);
        return match.Success
            ? new PartitionKeyPath([.. match.Groups[1].Captures.Select(capture => capture.Value.Trim('"'))])
            : throw new TarnException(ErrorCodes.BadArgument, $"'{text}' is no path into a record")
            {
                Hint = "a path is members, each after a dot, such as .customer.id or .\"customer id\"; other jq is not"
                    + " known",
            };
    }

    [GeneratedRegex("^(?:\\.([A-Za-z_][A-Za-z0-9_]*|\"[^\"\\\\]+\"))+\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
