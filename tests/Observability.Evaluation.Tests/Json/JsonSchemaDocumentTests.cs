using System.Text.Json;
using Observability.Evaluation.Json;

namespace Observability.Evaluation.Tests.Json;

public sealed class JsonSchemaDocumentTests
{
    [Theory]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}}""", """{"a":1}""", """{"a":"x"}""")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":{}}}""", """{"a":1}""", """{"b":1}""")]
    [InlineData("""{"const":"yes"}""", "\"yes\"", "\"no\"")]
    [InlineData("""{"enum":[1,"two"]}""", "\"two\"", "2")]
    [InlineData("""{"pattern":"^a+$"}""", "\"aaa\"", "\"ab\"")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "\"ab\"", "\"abcd\"")]
    [InlineData("""{"type":"number","minimum":0,"exclusiveMaximum":1}""", "0.5", "1")]
    [InlineData("""{"type":"array","items":{"type":"number"},"minItems":1,"uniqueItems":true}""", "[1,2]", "[1,1]")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"},{"type":"number"}],"items":false}""", """["a",1]""", """["a",1,2]""")]
    [InlineData("""{"$defs":{"n":{"type":"number"}},"type":"object","properties":{"x":{"$ref":"#/$defs/n"}}}""", """{"x":1}""", """{"x":"1"}""")]
    [InlineData("""{"definitions":{"n":{"type":"number"}},"properties":{"x":{"$ref":"#/definitions/n"}}}""", """{"x":1}""", """{"x":"1"}""")]
    [InlineData("""{"type":"object","properties":{"next":{"$ref":"#"},"v":{"type":"number"}},"additionalProperties":false}""", """{"next":{"next":{"v":1}}}""", """{"next":{"next":{"v":"1"}}}""")]
    [InlineData("""{"if":{"properties":{"kind":{"const":"a"}},"required":["kind"]},"then":{"required":["x"]},"else":{"required":["y"]}}""", """{"kind":"a","x":1}""", """{"kind":"a","y":1}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "null", "1")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"minimum":5}]}""", "3", "7")]
    [InlineData("""{"not":{"type":"string"}}""", "1", "\"x\"")]
    [InlineData("""{"type":["string","null"]}""", "null", "1")]
    [InlineData("""{"properties":{"const":{"type":"number"},"pattern":{"type":"string"}}}""", """{"const":1,"pattern":"("}""", """{"const":"1"}""")]
    [InlineData("""{"title":"T","description":"d","default":3,"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://example.org/x","type":"integer"}""", "3", "\"3\"")]
    public async Task Validate_ValueThatHoldsAndOneThatDoesNot_TellsThemApart(string schema, string good, string bad)
    {
        var document = await ParseAsync(schema);

        Assert.Empty(document.Validate(good));
        Assert.NotEmpty(document.Validate(bad));
    }

    [Fact]
    public async Task Validate_False_HoldsForNothing() => Assert.NotEmpty((await ParseAsync("false")).Validate("1"));

    [Theory]
    [InlineData("5")]
    [InlineData("\"string\"")]
    [InlineData("""{"type":"strin"}""")]
    [InlineData("""{"properties":[]}""")]
    [InlineData("""{"allOf":{}}""")]
    [InlineData("""{"$ref":"#/definitions/none"}""")]
    [InlineData("""{"$ref":"https://example.org/schema.json"}""")]
    [InlineData("""{"$ref":"file:///etc/passwd"}""")]
    [InlineData("""{"$ref":"../../etc/passwd"}""")]
    [InlineData("""{"allOf":[{"$ref":"#"}]}""")]
    [InlineData("""{"definitions":{"a":{"anyOf":[{"$ref":"#/definitions/b"}]},"b":{"not":{"$ref":"#/definitions/a"}}},"properties":{"x":{"$ref":"#/definitions/a"}}}""")]
    [InlineData("""{"patternProperties":{"(a+)+$":{}}}""")]
    [InlineData("""{"pattern":"(?=x)"}""")]
    [InlineData("""{"pattern":"("}""")]
    [InlineData("""{"pattern":5}""")]
    [InlineData("""{"required":"a"}""")]
    [InlineData("""{"minLength":"two"}""")]
    public async Task Parse_WhatCannotBeChecked_IsRefused(string schema)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => ParseAsync(schema));

        Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_PatternThatMakesBacktrackersRunForEver_Answers()
    {
        var document = await ParseAsync("""{"pattern":"^(a+)+$"}""");

        Assert.NotEmpty(document.Validate($"\"{new string('a', 5000)}b\""));
    }

    [Fact]
    public async Task Validate_ValueTooDeep_IsAViolation()
    {
        var document = await ParseAsync("{}");

        Assert.NotEmpty(document.Validate(new string('[', 500) + new string(']', 500)));
    }

    [Fact]
    public async Task Parse_SchemaTooDeep_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"not":""", 100)) + "{}" + new string('}', 100);

        await Assert.ThrowsAsync<ArgumentException>(() => JsonSchemaDocument.ParseAsync(JsonDocument.Parse(deep, new JsonDocumentOptions { MaxDepth = 200 }).RootElement));
    }

    private static Task<JsonSchemaDocument> ParseAsync(string schema) => JsonSchemaDocument.ParseAsync(JsonDocument.Parse(schema).RootElement);
}
