using Tarn.Protocols.Aws.Signing;

namespace Tarn.Protocols.Aws.Rest;

/// <summary>
/// A path with members in it, as <c>/schedules/{Name}</c>; each is one segment, whatever it is escaped to.
/// </summary>
internal sealed class PathTemplate(string template)
{
    private readonly string[] _segments = template.Split('/');

    /// <summary>The members that a path has; null when it is another path.</summary>
    /// <param name="rawPath">Still percent-encoded.</param>
    public IReadOnlyDictionary<string, string>? Match(string rawPath)
    {
        string[] segments = rawPath.Split('/');
        if (segments.Length != _segments.Length)
        {
            return null;
        }

        Dictionary<string, string> members = [];
        foreach ((string expected, string found) in _segments.Zip(segments))
        {
            if (expected.StartsWith('{') && found.Length > 0)
            {
                members[expected[1..^1]] = PercentEncoding.Decode(found);
            }
            else if (expected != found)
            {
                return null;
            }
        }

        return members;
    }

    public override string ToString() => template;
}
