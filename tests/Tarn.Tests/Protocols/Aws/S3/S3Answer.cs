using System.Xml.Linq;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>What S3 answered.</summary>
internal sealed record S3Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Of an error; null when it is none.</summary>
    public string? Code => Status >= 400 && Body.Length > 0 ? XElement.Parse(Body).Element("Code")?.Value : null;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The texts of all elements of that name.</summary>
    public IReadOnlyList<string> Values(string element) =>
        [.. XElement.Parse(Body).Descendants().Where(found => found.Name.LocalName == element)
            .Select(found => found.Value)];
}
