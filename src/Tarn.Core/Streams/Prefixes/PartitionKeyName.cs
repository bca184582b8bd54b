using System.Text.RegularExpressions;

namespace Tarn.Streams.Prefixes;

/// <summary>What a partition key may be called.</summary>
internal static partial class PartitionKeyName
{
    public const string Rule = "names have 1 to 64 letters, digits, '_' and '-'";

    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
