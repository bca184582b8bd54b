using Tarn.Common;

namespace Tarn.Security.Identities;

/// <summary>Ids that start with what they are of, as AWS's ("IAM identifiers: Unique identifiers").</summary>
public static class IdentityIds
{
    private const int TailLength = 17;

    /// <param name="start"><c>AIDA</c> of a user, <c>AROA</c> of a role, <c>ANPA</c> of a policy.</param>
    /// <param name="idSource">Makes the rest.</param>
    public static string Make(string start, IIdSource idSource) => start + idSource.NextId()[^TailLength..];
}
