using System.Text.RegularExpressions;
using Tarn.Common;

namespace Tarn.Security.Policies;

/// <summary>Reads a Principal or NotPrincipal: <c>*</c>, or lists of names by their kind.</summary>
internal static partial class PrincipalReader
{
    /// <summary>
    /// Names of Tarn's own kind; those of services and of others are there to be read, and nobody has them.
    /// </summary>
    /// <exception cref="TarnException"><c>TN8001</c>: one cannot be the name of a principal.</exception>
    public static IReadOnlyList<string> Read(PolicyElement element)
    {
        if (element.Json.ValueKind == System.Text.Json.JsonValueKind.String)
        {
            return element.Text() == "*"
                ? ["*"]
                : throw PolicyElement.Bad($"{element.Path} is '{element.Text()}', expected * or an object");
        }

        element.RequireObject("AWS", "Service", "Federated", "CanonicalUser");
        PolicyElement[] kinds = [.. element.Members()];
        if (kinds.Length == 0)
        {
            throw PolicyElement.Bad($"{element.Path} is empty, expected AWS, Service, Federated or CanonicalUser");
        }

        return [.. kinds.SelectMany(ReadKind)];
    }

    private static IEnumerable<string> ReadKind(PolicyElement kind)
    {
        IReadOnlyList<string> names = kind.Texts();
        if (kind.Name != "AWS")
        {
            return names.Select(name => $"{kind.Name}:{name}");
        }

        string? wrong = names.FirstOrDefault(name => !Name().IsMatch(name));
        return wrong is null ? names : throw PolicyElement.Bad(
            $"{kind.Path} is '{wrong}', expected *, the number of an account, an id, or the ARN of a user or role"
            + " without wildcards");
    }

    [GeneratedRegex(@"^(\*|\d{12}|A[A-Z0-9]{15,}|arn:aws:(iam|sts)::\d{12}:(root|[a-z-]+/[\w+=,.@/-]+))\z")]
    private static partial Regex Name();
}
