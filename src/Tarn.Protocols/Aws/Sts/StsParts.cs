using Tarn.Security.Access;
using Tarn.Security.Identities;
using Tarn.Security.Sessions;

namespace Tarn.Protocols.Aws.Sts;

/// <summary>What of a lake STS works on.</summary>
internal sealed record StsParts(
    AccessControl Access, IdentityStore Identities, SessionTokens Tokens, TimeProvider TimeProvider);
