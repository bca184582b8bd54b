namespace Tarn.Security.Policies;

/// <summary>What a statement does when it applies.</summary>
internal enum PolicyEffect
{
    Allow,
    Deny,
}
