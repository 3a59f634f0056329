{{/* Where the environment of the processes comes from: one scheme for all services. */}}

{{/* The Secret that this chart keeps. */}}
{{- define "stadga.secretName" -}}
{{ include "stadga.name" . }}-settings
{{- end -}}

{{/* True when the chart's own Secret holds something. */}}
{{- define "stadga.ownsSecret" -}}
{{- if or .Values.database.url .Values.redis.url .Values.email.url (not .Values.secretKey.existingSecret.name) -}}true{{- end -}}
{{- end -}}

{{/* The signing key: as it is in the cluster, else made now. It is kept in .Values during one rendering,
     so that the migrate job's copy is the same key. */}}
{{- define "stadga.signingKey" -}}
{{- if not .Values._signingKey -}}
{{- $known := lookup "v1" "Secret" .Release.Namespace (include "stadga.secretName" .) -}}
{{- $kept := dig "data" "STADGA_SECRET_KEY" "" ($known | default dict) -}}
{{- $_ := set .Values "_signingKey" (ternary ($kept | b64dec) (randAlphaNum 64) (ne $kept "")) -}}
{{- end -}}
{{- .Values._signingKey -}}
{{- end -}}

{{/* The data of the chart's own Secret. */}}
{{- define "stadga.secretData" -}}
{{- with .Values.database.url }}
DATABASE_URL: {{ . | quote }}
{{- end }}
{{- with .Values.redis.url }}
REDIS_URL: {{ . | quote }}
{{- end }}
{{- with .Values.email.url }}
EMAIL_URL: {{ . | quote }}
{{- end }}
{{- if not .Values.secretKey.existingSecret.name }}
STADGA_SECRET_KEY: {{ include "stadga.signingKey" . | quote }}
{{- end }}
{{- end -}}

{{/* One variable from a Secret. Arguments: variable, source (a value with existingSecret), own (the chart's Secret). */}}
{{- define "stadga.fromSecret" -}}
- name: {{ .variable }}
  valueFrom:
    secretKeyRef:
      {{- if .source.existingSecret.name }}
      name: {{ .source.existingSecret.name }}
      key: {{ .source.existingSecret.key }}
      {{- else }}
      name: {{ .own }}
      key: {{ .variable }}
      {{- end }}
{{- end -}}

{{/* The environment of a process. Arguments: root ($), process, dbPool, own (the Secret to read; the migrate job has a copy). */}}
{{- define "stadga.environment" -}}
{{- $values := .root.Values -}}
{{- $own := .own | default (include "stadga.secretName" .root) -}}
{{ include "stadga.fromSecret" (dict "variable" "DATABASE_URL" "source" $values.database "own" $own) }}
{{ include "stadga.fromSecret" (dict "variable" "REDIS_URL" "source" $values.redis "own" $own) }}
{{ include "stadga.fromSecret" (dict "variable" "EMAIL_URL" "source" $values.email "own" $own) }}
{{ include "stadga.fromSecret" (dict "variable" "STADGA_SECRET_KEY" "source" $values.secretKey "own" $own) }}
{{- with $values.stripe.existingSecret }}
{{- if .name }}
- name: STADGA_STRIPE_KEY
  valueFrom:
    secretKeyRef: {name: {{ .name }}, key: {{ .key }}}
- name: STADGA_STRIPE_WEBHOOK_SECRET
  valueFrom:
    secretKeyRef: {name: {{ .name }}, key: {{ .webhookKey }}}
- name: STADGA_STRIPE_LIVE
  value: {{ ternary "1" "0" $values.stripe.live | quote }}
- name: STADGA_SUBSCRIPTIONS
  value: {{ ternary "1" "0" $values.stripe.subscriptions | quote }}
{{- end }}
{{- end }}
- name: STADGA_BASE_DOMAIN
  value: {{ $values.domain | quote }}
- name: STADGA_LIVE_URL  # empty means the same origin
  value: {{ $values.liveUrl | quote }}
- name: STADGA_BEHIND_PROXY  # the Ingress ends https and says so in X-Forwarded-Proto
  value: "1"
- name: STADGA_PROCESS
  value: stadga-{{ .process }}
- name: STADGA_DB_POOL
  value: {{ .dbPool | quote }}
{{- with $values.email.from }}
- name: STADGA_DEFAULT_FROM
  value: {{ . | quote }}
{{- end }}
{{- range $name, $text := $values.env }}
- name: {{ $name }}
  value: {{ $text | quote }}
{{- end }}
{{- end -}}

{{/* Everything that is missing or said twice, in one refusal. */}}
{{- define "stadga.refuseIf" -}}
{{- $faults := list -}}
{{- if not .Values.domain -}}
{{- $faults = append $faults "Set domain: the public site answers there and every association at <slug>.<domain>." -}}
{{- end -}}
{{- range $service, $what := dict "database" "PostgreSQL" "redis" "Redis or Valkey" "email" "the mail server" -}}
{{- $given := index $.Values $service -}}
{{- if and $given.url $given.existingSecret.name -}}
{{- $faults = append $faults (printf "Give %s in one way only: %s.url or %s.existingSecret.name, not both." $what $service $service) -}}
{{- else if not (or $given.url $given.existingSecret.name) -}}
{{- $faults = append $faults (printf "Say where %s is: set %s.url, or %s.existingSecret.name to a Secret that holds the URL." $what $service $service) -}}
{{- end -}}
{{- end -}}
{{- if $faults -}}
{{- fail (printf "\n\n%s\n" (join "\n" $faults)) -}}
{{- end -}}
{{- end -}}
