namespace Tarn.Security.Policies;

/// <summary>What a policy hangs on, which decides what its statements must and must not say.</summary>
public enum PolicyKind
{
    /// <summary>On a user or a role: says resources, and no principals.</summary>
    Identity,

    /// <summary>On a role: says who may assume it, and no resources.</summary>
    Trust,

    /// <summary>On a bucket: says principals and resources of that bucket.</summary>
    Bucket,
}
