using Tarn.Protocols.Aws.Signing;
using Tarn.Security;
using Tarn.Security.Sessions;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Signing;

/// <summary>Temporary keys are good with their token, and with nothing else.</summary>
public sealed class SessionKeyTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly AccessKeys _keys;
    private readonly SessionTokens _tokens;
    private readonly SignerKeys _signers;

    public SessionKeyTests()
    {
        _keys = new AccessKeys(_directory.Path, new SequentialIdSource());
        _tokens = new SessionTokens(_keys);
        _signers = new SignerKeys(_keys, _clock);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_token_gives_the_key_that_it_was_made_for()
    {
        TemporaryCredentials made = Issue();

        AccessKey byHeader = _signers.Get(Head(made.Token), made.Key.Id);
        AccessKey byQuery = _signers.Get(
            new RequestHead("GET", "/", $"X-Amz-Security-Token={Uri.EscapeDataString(made.Token)}", []), made.Key.Id);

        Assert.Equal(made.Key.Secret, byHeader.Secret);
        Assert.Equal(made.Key.Secret, byQuery.Secret);
        Assert.Equal(("etl", "nightly"), (byHeader.Session!.Role, byHeader.Session.Name));
        Assert.Equal(["{}"], byHeader.Session.Policies);
        Assert.DoesNotContain(made.Token, made.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_without_its_token_is_unknown_and_a_token_is_of_no_use_for_another_key()
    {
        TemporaryCredentials made = Issue();
        TemporaryCredentials other = Issue();
        AccessKey root = _keys.GetRoot();

        Assert.Equal(SignatureProblem.UnknownKey, ProblemOf(new RequestHead("GET", "/", "", []), made.Key.Id));
        Assert.Equal(SignatureProblem.BadToken, ProblemOf(Head(other.Token), made.Key.Id));
        Assert.Equal(SignatureProblem.BadToken, ProblemOf(Head(made.Token), root.Id));
        Assert.Equal(SignatureProblem.BadToken, ProblemOf(Head(""), root.Id));
        Assert.Equal(SignatureProblem.BadToken, ProblemOf(Head("no token"), made.Key.Id));
    }

    [Fact]
    public void A_token_that_is_changed_anywhere_or_that_another_lake_made_is_refused()
    {
        TemporaryCredentials made = Issue();
        byte[] bytes = Convert.FromBase64String(made.Token);
        for (int place = 0; place < bytes.Length; place++)
        {
            bytes[place] ^= 1;
            Assert.Equal(SignatureProblem.BadToken, ProblemOf(Head(Convert.ToBase64String(bytes)), made.Key.Id));
            bytes[place] ^= 1;
        }

        Assert.Equal(
            SignatureProblem.BadToken, ProblemOf(Head(Convert.ToBase64String(bytes.AsSpan(0, 20))), made.Key.Id));
        _keys.Delete(AccessKey.RootName);
        Assert.Equal(SignatureProblem.BadToken, ProblemOf(Head(made.Token), made.Key.Id));
    }

    [Fact]
    public void A_session_ends_at_its_moment()
    {
        TemporaryCredentials made = Issue();
        AccessKey key = _signers.Get(Head(made.Token), made.Key.Id);

        _signers.RequireCurrent(key);
        _clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        _signers.RequireCurrent(key);
        _clock.Advance(TimeSpan.FromTicks(1));

        SignatureException exception = Assert.Throws<SignatureException>(() => _signers.RequireCurrent(key));
        Assert.Equal(SignatureProblem.ExpiredToken, exception.Problem);
    }

    private TemporaryCredentials Issue() => _tokens.Issue(new RoleSession
    {
        Role = "etl",
        RoleId = "AROA1",
        Name = "nightly",
        ExpiresAt = _clock.GetUtcNow().AddMinutes(15),
        Policies = ["{}"],
    });

    private static RequestHead Head(string token) =>
        new("GET", "/", "", [KeyValuePair.Create(SignerKeys.TokenName, token)]);

    private SignatureProblem ProblemOf(RequestHead head, string id) =>
        Assert.Throws<SignatureException>(() => _signers.Get(head, id)).Problem;
}
