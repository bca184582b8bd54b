using Tarn.Common;

namespace Tarn.Security.Policies;

/// <summary>Reads one statement of a policy.</summary>
/// <param name="kind">What the policy hangs on.</param>
/// <param name="bucket">Of a bucket's policy, its name.</param>
/// <param name="hasVariables">Whether <c>${…}</c> has a meaning.</param>
internal sealed class StatementReader(PolicyKind kind, string? bucket, bool hasVariables)
{
    private static readonly string[] Elements =
    [
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
    ];

    /// <summary>Null when it has none.</summary>
    public static string? SidOf(PolicyElement statement)
    {
        statement.RequireObject(Elements);
        return statement.Find("Sid")?.Text() is { Length: > 0 } sid ? sid : null;
    }

    /// <exception cref="TarnException"><c>TN8001</c>: it breaks a rule.</exception>
    public PolicyStatement Read(PolicyElement statement) => new()
    {
        Effect = ReadEffect(statement.Require("Effect")),
        Principals = ReadPrincipals(statement),
        Actions = ReadActions(statement),
        Resources = ReadResources(statement),
        Conditions = statement.Find("Condition") is { } conditions
            ? [.. new ConditionReader(kind, hasVariables).Read(conditions)]
            : [],
    };

    private static PolicyEffect ReadEffect(PolicyElement element) => element.Text() switch
    {
        nameof(PolicyEffect.Allow) => PolicyEffect.Allow,
        nameof(PolicyEffect.Deny) => PolicyEffect.Deny,
        string other => throw PolicyElement.Bad($"{element.Path} is '{other}', expected Allow or Deny"),
    };

    private PolicyPrincipals? ReadPrincipals(PolicyElement statement)
    {
        if (kind == PolicyKind.Identity)
        {
            return EitherOf(statement, "Principal", isNeeded: false) is { } extra
                ? throw PolicyElement.Bad($"{extra.Path} has no place in the policy of an identity")
                : null;
        }

        PolicyElement element = EitherOf(statement, "Principal")!;
        return new PolicyPrincipals(PrincipalReader.Read(element), IsNegated(element));
    }

    private PatternList ReadActions(PolicyElement statement)
    {
        PolicyElement element = EitherOf(statement, "Action")!;
        IReadOnlyList<string> actions = element.Texts();
        foreach (string action in actions.Where(action => action != "*"))
        {
            string[] parts = action.Split(':');
            bool isAction = parts.Length == 2 && parts[1].Length > 0 && parts[0].Length > 0
                && parts[0].All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
            if (!isAction || (kind == PolicyKind.Bucket && !IsOfStorage(parts[0])))
            {
                string expected = kind == PolicyKind.Bucket ? "one of s3, or *" : "a service and its action, or *";
                throw PolicyElement.Bad($"{element.Path} is '{action}', expected {expected}");
            }
        }

        return new PatternList(actions, IsNegated(element), ignoresCase: true, hasVariables: false);
    }

    private PatternList? ReadResources(PolicyElement statement)
    {
        if (kind == PolicyKind.Trust)
        {
            return EitherOf(statement, "Resource", isNeeded: false) is { } extra
                ? throw PolicyElement.Bad($"{extra.Path} has no place in a policy of trust")
                : null;
        }

        PolicyElement element = EitherOf(statement, "Resource")!;
        IReadOnlyList<string> resources = element.Texts();
        foreach (string resource in resources)
        {
            if (!IsResource(resource))
            {
                string expected = kind == PolicyKind.Bucket
                    ? $"arn:aws:s3:::{bucket} or what is in it"
                    : "an ARN (six parts, separated by colons), or *";
                throw PolicyElement.Bad($"{element.Path} is '{resource}', expected {expected}");
            }
        }

        return new PatternList(resources, IsNegated(element), ignoresCase: false, hasVariables);
    }

    private bool IsResource(string resource)
    {
        if (kind != PolicyKind.Bucket)
        {
            return resource == "*"
                || (resource.StartsWith("arn:", StringComparison.Ordinal) && resource.Count(one => one == ':') >= 5);
        }

        string own = $"arn:aws:s3:::{bucket}";
        return resource == own || resource.StartsWith(own + "/", StringComparison.Ordinal)
            || resource == own + "*";
    }

    private static bool IsOfStorage(string service) => service.Equals("s3", StringComparison.OrdinalIgnoreCase);

    private static bool IsNegated(PolicyElement element) =>
        element.Name.StartsWith("Not", StringComparison.Ordinal);

    /// <summary>The element or its opposite.</summary>
    private static PolicyElement? EitherOf(PolicyElement statement, string name, bool isNeeded = true)
    {
        PolicyElement? plain = statement.Find(name);
        PolicyElement? negated = statement.Find("Not" + name);
        return plain is not null && negated is not null
            ? throw PolicyElement.Bad($"{statement.Path} has {name} and Not{name}, expected one of them")
            : plain is null && negated is null && isNeeded
            ? throw PolicyElement.Bad($"{statement.Path} has neither {name} nor Not{name}")
            : plain ?? negated;
    }
}
