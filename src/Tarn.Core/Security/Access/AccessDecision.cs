namespace Tarn.Security.Access;

/// <summary>Whether a request is allowed, and what says so when it is not.</summary>
public enum AccessDecision
{
    Allowed,

    /// <summary>No policy allows it.</summary>
    NotAllowed,

    /// <summary>A policy of the user denies it.</summary>
    DeniedByIdentity,

    /// <summary>The policy of the resource denies it.</summary>
    DeniedByResource,

    /// <summary>The policies of the session do not allow it.</summary>
    NotAllowedBySession,

    /// <summary>A policy of the session denies it.</summary>
    DeniedBySession,
}
