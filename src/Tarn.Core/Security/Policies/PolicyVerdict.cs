namespace Tarn.Security.Policies;

/// <summary>What policies say of a request. A denial wins over everything else.</summary>
public enum PolicyVerdict
{
    /// <summary>No statement applies.</summary>
    Silent,

    Allowed,

    Denied,
}
