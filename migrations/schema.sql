-- What all migrations together make. Made by go test ./migrations -update; do not edit.

CREATE TABLE public.audit_log (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL
);

ALTER TABLE public.audit_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.drafts (
    id uuid NOT NULL,
    edition_id uuid NOT NULL,
    version text NOT NULL,
    revision integer NOT NULL,
    language text NOT NULL,
    source text NOT NULL,
    context jsonb DEFAULT '{}'::jsonb NOT NULL,
    answers jsonb DEFAULT '{}'::jsonb NOT NULL
);

CREATE TABLE public.edition_days (
    edition_id uuid NOT NULL,
    day date NOT NULL,
    slot integer NOT NULL,
    started integer DEFAULT 0 NOT NULL,
    submitted integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.edition_versions (
    edition_id uuid NOT NULL,
    number integer NOT NULL,
    hash text NOT NULL,
    published_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.editions (
    id uuid NOT NULL,
    survey text NOT NULL,
    key text NOT NULL,
    version text NOT NULL,
    time_zone text NOT NULL,
    opens_at timestamp with time zone,
    closes_at timestamp with time zone,
    confidentiality text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT editions_confidentiality_known CHECK ((confidentiality = ANY (ARRAY['identified'::text, 'confidential'::text, 'anonymous'::text]))),
    CONSTRAINT editions_opens_before_closes CHECK ((opens_at < closes_at))
);

CREATE TABLE public.file_chunks (
    response_id uuid NOT NULL,
    file_id uuid NOT NULL,
    number integer NOT NULL,
    data bytea NOT NULL
);

CREATE TABLE public.files (
    response_id uuid NOT NULL,
    id uuid NOT NULL,
    size bigint NOT NULL
);

CREATE TABLE public.questionnaire_versions (
    hash text NOT NULL,
    survey text NOT NULL,
    definition jsonb NOT NULL,
    published_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.responses (
    id uuid NOT NULL,
    edition_id uuid NOT NULL,
    version text NOT NULL,
    language text NOT NULL,
    source text NOT NULL,
    disposition text NOT NULL,
    context jsonb DEFAULT '{}'::jsonb NOT NULL,
    answers jsonb DEFAULT '{}'::jsonb NOT NULL,
    administrative jsonb DEFAULT '{}'::jsonb NOT NULL
);

CREATE TABLE public.sessions (
    token_hash text NOT NULL,
    data bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.surveys (
    key text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.uploads (
    id uuid NOT NULL,
    uploaded_by text NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    files jsonb NOT NULL,
    definition jsonb NOT NULL,
    warnings jsonb NOT NULL
);

CREATE TABLE public.users (
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    password_hash text NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.drafts
    ADD CONSTRAINT drafts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.edition_days
    ADD CONSTRAINT edition_days_pkey PRIMARY KEY (edition_id, day, slot);

ALTER TABLE ONLY public.edition_versions
    ADD CONSTRAINT edition_versions_pkey PRIMARY KEY (edition_id, number);

ALTER TABLE ONLY public.editions
    ADD CONSTRAINT editions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.editions
    ADD CONSTRAINT editions_survey_key_unique UNIQUE (survey, key);

ALTER TABLE ONLY public.file_chunks
    ADD CONSTRAINT file_chunks_pkey PRIMARY KEY (response_id, file_id, number);

ALTER TABLE ONLY public.files
    ADD CONSTRAINT files_pkey PRIMARY KEY (response_id, id);

ALTER TABLE ONLY public.questionnaire_versions
    ADD CONSTRAINT questionnaire_versions_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY public.responses
    ADD CONSTRAINT responses_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.surveys
    ADD CONSTRAINT surveys_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.uploads
    ADD CONSTRAINT uploads_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

CREATE INDEX drafts_edition ON public.drafts USING btree (edition_id);

CREATE INDEX questionnaire_versions_survey ON public.questionnaire_versions USING btree (survey);

CREATE INDEX responses_edition ON public.responses USING btree (edition_id);

CREATE INDEX sessions_expires_at ON public.sessions USING btree (expires_at);

CREATE UNIQUE INDEX users_email_unique ON public.users USING btree (lower(email));

ALTER TABLE ONLY public.edition_versions
    ADD CONSTRAINT edition_versions_edition_exists FOREIGN KEY (edition_id) REFERENCES public.editions(id);

ALTER TABLE ONLY public.edition_versions
    ADD CONSTRAINT edition_versions_hash_exists FOREIGN KEY (hash) REFERENCES public.questionnaire_versions(hash);

ALTER TABLE ONLY public.editions
    ADD CONSTRAINT editions_survey_exists FOREIGN KEY (survey) REFERENCES public.surveys(key);

ALTER TABLE ONLY public.editions
    ADD CONSTRAINT editions_version_exists FOREIGN KEY (version) REFERENCES public.questionnaire_versions(hash);

ALTER TABLE ONLY public.questionnaire_versions
    ADD CONSTRAINT questionnaire_versions_survey_exists FOREIGN KEY (survey) REFERENCES public.surveys(key);
