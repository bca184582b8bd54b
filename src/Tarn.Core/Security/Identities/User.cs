using Tarn.Security.Policies;

namespace Tarn.Security.Identities;

/// <summary>Whom access keys are for that do not own the lake.</summary>
public sealed record User : Identity
{
    public string Arn => Account.Arn($"user{Path}{Name}");

    /// <summary>As policies name it.</summary>
    internal Principal ToPrincipal() => new(Arn, Id, Name);
}
