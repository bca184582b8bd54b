namespace Tarn.Protocols.Aws.Signing;

/// <summary>What of a request is signed besides its body, as it came over the wire.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="RawPath">Still percent-encoded; starts with '/'.</param>
/// <param name="RawQuery">Still percent-encoded, without the '?'; empty when there is none.</param>
/// <param name="Headers">Name, in any case, and value; one entry for each line.</param>
internal sealed record RequestHead(
    string Method, string RawPath, string RawQuery, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Names and values of the query string, decoded, in the order they came.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; } = ReadQuery(RawQuery);

    /// <summary>The header's value, several lines joined with ','; null when it is absent.</summary>
    public string? Header(string name)
    {
        string? found = null;
        foreach ((string other, string value) in Headers)
        {
            if (other.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                found = found is null ? value : $"{found},{value}";
            }
        }

        return found;
    }

    /// <summary>The first value of a query parameter; null when it is absent. Names count with their case.</summary>
    public string? QueryValue(string name)
    {
        foreach ((string other, string value) in Query)
        {
            if (other == name)
            {
                return value;
            }
        }

        return null;
    }

    private static List<KeyValuePair<string, string>> ReadQuery(string raw)
    {
        List<KeyValuePair<string, string>> parameters = [];
        foreach (string part in raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? part : part[..equals];
            string value = equals < 0 ? "" : part[(equals + 1)..];
            parameters.Add(new(PercentEncoding.Decode(name), PercentEncoding.Decode(value)));
        }

        return parameters;
    }
}
