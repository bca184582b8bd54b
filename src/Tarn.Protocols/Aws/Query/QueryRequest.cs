using System.Globalization;
using System.Text;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Query;

/// <summary>
/// The members of a request of the query family: a form whose names are paths, such as
/// <c>Tags.member.1.Key</c>.
/// </summary>
internal sealed class QueryRequest
{
    private readonly Dictionary<string, string> _members;

    private QueryRequest(Dictionary<string, string> members) => _members = members;

    public string Action => Optional("Action") ?? "";

    /// <summary>The date of the interface, as <c>2011-06-15</c>.</summary>
    public string Version => Optional("Version") ?? "";

    public static QueryRequest Parse(ReadOnlySpan<byte> form)
    {
        Dictionary<string, string> members = new(StringComparer.Ordinal);
        foreach (string part in Encoding.UTF8.GetString(form).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? part : part[..equals];
            members[Decode(name)] = equals < 0 ? "" : Decode(part[(equals + 1)..]);
        }

        return new QueryRequest(members);
    }

    public string? Optional(string name) => _members.GetValueOrDefault(name);

    /// <exception cref="AwsException"><c>ValidationError</c>: it is missing.</exception>
    public string Required(string name) => Optional(name) is { Length: > 0 } value
        ? value
        : throw new AwsException(
            "ValidationError",
            $"1 validation error detected: Value null at '{name}' failed to satisfy constraint:"
            + " Member must not be null");

    /// <exception cref="AwsException"><c>ValidationError</c>: it is no number.</exception>
    public int? OptionalNumber(string name) => Optional(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number
        : throw new AwsException("ValidationError", $"'{name}' is '{text}', expected a number");

    /// <summary>The values of <c>NAME.member.1</c>, <c>NAME.member.2</c> …</summary>
    public IReadOnlyList<string> List(string name) => [.. Indexes(name).Select(start => Optional(start) ?? "")];

    /// <summary>The members of structures in a list: <c>NAME.member.1.Key</c> and <c>NAME.member.1.Value</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string name) =>
    [
        .. Indexes(name).Select(start =>
            KeyValuePair.Create(Required($"{start}.Key"), Optional($"{start}.Value") ?? "")),
    ];

    /// <summary>The entries of a map: <c>NAME.entry.1.key</c> and <c>NAME.entry.1.value</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Map(string name) =>
    [
        .. Starts(name, "entry").Select(start =>
            KeyValuePair.Create(Required($"{start}.key"), Optional($"{start}.value") ?? "")),
    ];

    /// <summary>One member of each structure in a list: <c>NAME.member.1.arn</c>, <c>NAME.member.2.arn</c> …</summary>
    /// <exception cref="AwsException"><c>ValidationError</c>: it is missing in one.</exception>
    public IReadOnlyList<string> Members(string name, string member) =>
        [.. Indexes(name).Select(start => Required($"{start}.{member}"))];

    /// <summary>What the names of members begin with in a list (<c>member</c>) or a map (<c>entry</c>).</summary>
    public IEnumerable<string> Starts(string name, string word)
    {
        for (int i = 1; ; i++)
        {
            string start = string.Create(CultureInfo.InvariantCulture, $"{name}.{word}.{i}");
            if (!_members.Keys.Any(key => key == start || key.StartsWith(start + ".", StringComparison.Ordinal)))
            {
                yield break;
            }

            yield return start;
        }
    }

    private IEnumerable<string> Indexes(string name) => Starts(name, "member");

    private static string Decode(string text) =>
        Signing.PercentEncoding.Decode(text.Replace('+', ' '));
}
