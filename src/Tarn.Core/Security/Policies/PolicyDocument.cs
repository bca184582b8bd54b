using Tarn.Common;

namespace Tarn.Security.Policies;

/// <summary>
/// A policy in the language of AWS's policies, of which Tarn knows every element. Conditions have all operators but
/// BinaryEquals.
/// </summary>
public sealed class PolicyDocument
{
    private readonly IReadOnlyList<PolicyStatement> _statements;

    internal PolicyDocument(IReadOnlyList<PolicyStatement> statements) => _statements = statements;

    /// <summary>Reads and checks a policy.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="kind">What it hangs on.</param>
    /// <param name="bucket">Of a bucket's policy, its name.</param>
    /// <exception cref="TarnException">
    /// <c>TN8001</c>: it is none, or has an element or an operator that Tarn would have to pass over.
    /// </exception>
    public static PolicyDocument Parse(string text, PolicyKind kind, string? bucket = null) =>
        PolicyReader.Read(text, kind, bucket);

    /// <summary>
    /// Whether it allows something to everybody: a statement that names no principal and has no condition that does
    /// ("The meaning of public").
    /// </summary>
    public bool IsPublic => _statements.Any(statement => statement.IsPublic);

    /// <summary>What its statements say of the request; the order they stand in does not matter.</summary>
    public PolicyVerdict Judge(PolicyRequest request)
    {
        PolicyVerdict verdict = PolicyVerdict.Silent;
        foreach (PolicyStatement statement in _statements)
        {
            // An allowance that is one more changes nothing.
            bool matters = statement.Effect == PolicyEffect.Deny || verdict == PolicyVerdict.Silent;
            if (!matters || !statement.Applies(request))
            {
                continue;
            }

            if (statement.Effect == PolicyEffect.Deny)
            {
                return PolicyVerdict.Denied;
            }

            verdict = PolicyVerdict.Allowed;
        }

        return verdict;
    }
}
